#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "runtime/monitor/log_reader.h"

namespace iflowsim {

/// A condition on the table `message`, with the values of its parameters.
struct LogCondition {
  /// `a = ? AND b = ?`; never empty.
  std::string sql;
  std::vector<std::variant<std::int64_t, std::string>> values;
};

LogCondition toCondition(const LogFilter& filter);

/// The status or level of that name in the log; COMPLETED or INFO for an unknown one.
RunStatus statusOf(const std::string& text);
LogLevel levelOf(const std::string& text);

}  // namespace iflowsim
