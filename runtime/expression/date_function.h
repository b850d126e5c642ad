#pragma once

#include <string_view>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

/// `date:<command>[:<pattern>]` in UTC. A command is `now`, `header.x`, `property.x` or `exchangeProperty.x`, with
/// offsets such as `+2h30m` or `-1d`; without a pattern the value is the date itself. Throws CompileError SIMPLE-005.
/// Source: runtime-behaviour 5.1, observed-samples 42.
OperandPtr buildDate(std::string_view rest, const ScopePtr& scope);
/// `date-with-timezone:<command>:<zone>:<pattern>`.
OperandPtr buildDateWithZone(std::string_view rest, const ScopePtr& scope);

}  // namespace iflowsim
