#pragma once

#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// An XPath on the body of the message: 1.0 by libxml2, and by the script engine of the scope what only 2.0 or later
/// knows. Node sets are SelectedNodes, whole numbers integers. `$name` is the header of that name, else the property,
/// else an empty node set. `/` at the end is tolerated. An XPath with `${...}` in it is assembled for each message, and
/// may then be one for the script engine. Throws CompileError: XPATH-001 syntax, XPATH-002 needs a later version,
/// XPATH-003 prefix without a namespace, XPATH-004 unknown function. At run time FlowError
/// (javax.xml.xpath.XPathExpressionException), or what Body::xml throws. Source: runtime-behaviour 5.2, iflow-format 8.
OperandPtr xpathOperand(std::string_view text, const ScopePtr& scope);

/// The same as a condition: XPath's boolean value of it.
PredicatePtr xpathPredicate(std::string_view text, const ScopePtr& scope);

}  // namespace iflowsim
