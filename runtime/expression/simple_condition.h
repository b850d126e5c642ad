#pragma once

#include <string_view>

#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// Compiles a condition: comparisons of `${...}`, quoted texts, numbers, `null`, `true` and `false`, joined by `and` or
/// `or` (`&&`, `||`) strictly from left to right, without precedence and brackets. One operand alone is a condition
/// too. Throws CompileError: SIMPLE-004 what cannot be read, SIMPLE-006 a wrong regular expression, and what templates
/// throw. Source: runtime-behaviour 5.1, observed-samples 70-72.
PredicatePtr compileSimpleCondition(std::string_view text, const ScopePtr& scope);

}  // namespace iflowsim
