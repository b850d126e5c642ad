#pragma once

#include <memory>
#include <string_view>

#include "runtime/expression/operand.h"

namespace iflowsim {

using ScopePtr = std::shared_ptr<const ExpressionScope>;

/// Compiles a Simple template: literal text with `${...}` functions in it, which may be nested. A template that is one
/// function keeps the type of its value and null; anything else gives text. `\n`, `\t`, `\r` and `\}` in literal text
/// are escapes, as in Camel. Throws CompileError: SIMPLE-002 when a `${` is not closed, and what the functions throw.
/// Source: runtime-behaviour 5.1.
OperandPtr compileTemplate(std::string_view text, const ScopePtr& scope);

/// Position behind the `}` that closes the function whose `${` stands at `start`; npos when none does.
std::size_t functionEnd(std::string_view text, std::size_t start);

}  // namespace iflowsim
