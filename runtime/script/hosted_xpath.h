#pragma once

#include <map>
#include <string>

#include "runtime/spi/script_engine.h"

namespace iflowsim::script {

/// Has an expression of XPath 3.1 compiled by the script host of the engine, as ScriptEngine::compileXPath says.
Result<NewerXPathPtr> compileHostedXPath(ScriptEngine& engine, const std::string& text,
                                         const std::map<std::string, std::string>& namespaces);

}  // namespace iflowsim::script
