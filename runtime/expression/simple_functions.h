#pragma once

#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// Compiles what stands between `${` and `}`. A function that holds another one outside of a method's arguments is
/// assembled and compiled for each message, as Camel does it. Throws CompileError: SIMPLE-001 unknown function (with
/// the nearest known one), SIMPLE-003 unknown method, SIMPLE-005 wrong arguments, SIMPLE-007 a Camel function that is
/// not available here; XPATH-... from `xpath.`. Source: runtime-behaviour 5.1, iflow-format 8.
OperandPtr compileFunction(std::string_view function, const ScopePtr& scope);

}  // namespace iflowsim
