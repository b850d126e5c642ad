#pragma once

#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// `random(limit)` and `random(least, limit)`: an integer below the limit. `rest` is what follows the parenthesis.
/// Throws CompileError SIMPLE-005.
OperandPtr buildRandom(std::string_view rest, const ScopePtr& scope);

}  // namespace iflowsim
