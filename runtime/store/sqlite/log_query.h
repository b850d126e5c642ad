#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "runtime/monitor/log_reader.h"

namespace iflowsim {

/// A condition on the rows of a table, with the values of its parameters.
struct LogCondition {
  /// `a = ? AND b = ?`; never empty.
  std::string sql;
  std::vector<std::variant<std::int64_t, std::string>> values;
};

/// On the table `message`.
LogCondition toCondition(const LogFilter& filter);

/// On the table `message_pack`.
struct PackConditions {
  /// Packs that may hold messages which the filter finds.
  LogCondition some;
  /// Packs of which it finds them all, as far as that shows from outside.
  LogCondition all;
};
/// None when the filter finds nothing that goes into a pack.
std::optional<PackConditions> toPackConditions(const LogFilter& filter);
/// Whether the filter finds this message out of a pack.
bool finds(const LogFilter& filter, const LogEntry& packed);

/// The status or level of that name in the log; COMPLETED or INFO for an unknown one.
RunStatus statusOf(const std::string& text);
LogLevel levelOf(const std::string& text);

}  // namespace iflowsim
