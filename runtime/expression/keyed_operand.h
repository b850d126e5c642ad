#pragma once

#include <string>
#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

enum class KeyedSource { Header, Property };

/// A header or property by what follows the word: `.name`, `:name`, `?.name`, `[name]`, `['name']`, each with method
/// calls behind it. As in Camel the whole text is tried as a name first, so names may hold dots; otherwise the name is
/// the part up to the first dot or bracket. Throws CompileError as the functions do.
OperandPtr keyedOperand(KeyedSource source, std::string_view rest, const ScopePtr& scope);

/// The header converted to a type such as `String`, `Integer` or `Boolean`. Throws CompileError SIMPLE-005 for an
/// unknown type.
OperandPtr headerAsType(std::string name, const std::string& type);

/// All headers as a map.
OperandPtr allHeaders();

/// The body as text, null when there is none.
OperandPtr bodyOperand();

}  // namespace iflowsim
