#pragma once

#include <string_view>

#include "runtime/expression/operand.h"

namespace iflowsim {

/// Compares two values; the right one may be prepared at compile time. Throws FlowError when a value cannot be used,
/// such as a regular expression that is none.
using Comparison = bool (*)(const Value& left, const Value& right);

/// An operator of a condition. Word operators need a blank or a quote behind them.
struct SimpleOperator {
  std::string_view text;
  Comparison compare;
  /// Turns the result round: `!=`, `not contains`.
  bool negated = false;
  bool is_regex = false;
};

/// The operator at the beginning of the text, the longest one that fits; null when there is none.
const SimpleOperator* operatorAt(std::string_view text);

}  // namespace iflowsim
