#pragma once

#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// The functions behind `file:`, read from the headers CamelFileName and its kin. Throws CompileError SIMPLE-001 for an
/// unknown one. Source: runtime-behaviour 5.1.
OperandPtr buildFileFunction(std::string_view name, const ScopePtr& scope);

}  // namespace iflowsim
