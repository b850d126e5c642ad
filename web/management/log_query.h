#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/management/api_reply.h"

namespace iflowsim {

/// What the query parameters of a call select from the processing log.
struct LogQuery {
  LogFilter filter;
  LogPage page;
  /// Whether any parameter restricts the messages.
  bool restricted = false;
};

/// Reads `from`, `until` (ISO 8601), `status` (several, separated by commas), `id`, `correlation`, `application`,
/// `flow`, `sender`, `receiver`, `type`, `custom-status`, `header` (`name=value`), `limit` (at most 1000), `offset` and
/// `after`. `API-400` names the parameter that is unknown or cannot be read.
Result<LogQuery> readLogQuery(const ApiCall& call);

/// `INFO` and the like, in any case; none for other texts.
std::optional<LogLevel> readLogLevel(std::string_view text);

}  // namespace iflowsim
