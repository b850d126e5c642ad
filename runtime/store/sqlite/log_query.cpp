#include "runtime/store/sqlite/log_query.h"

#include <algorithm>

#include "runtime/store/sqlite/log_keys.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

class ConditionBuilder {
 public:
  explicit ConditionBuilder(LogCondition& condition) : condition_(condition) {}

  void add(const std::string& sql) { condition_.sql.append(condition_.sql.empty() ? "" : " AND ").append(sql); }
  template <typename T>
  void add(const std::string& sql, T value) {
    add(sql);
    condition_.values.emplace_back(std::move(value));
  }
  void equal(const std::string& column, const std::string& value) {
    if (!value.empty()) add(column + " = ?", value);
  }
  void equalMessageId(const std::string& value) {
    if (value.empty()) return;
    add("message_key = ?", logKey(value));
    add("message_id = ?", value);
  }
  /// The index of correlations leaves out messages whose own id has the same key.
  void equalCorrelationId(const std::string& value) {
    if (value.empty()) return;
    add("(message_key = ?", logKey(value));
    condition_.sql += " OR (correlation_key = ? AND correlation_key <> message_key))";
    condition_.values.emplace_back(logKey(value));
    add("correlation_id = ?", value);
  }

 private:
  LogCondition& condition_;
};

void addStatuses(ConditionBuilder& builder, const std::vector<RunStatus>& statuses) {
  if (statuses.empty()) return;
  std::string list;
  for (const RunStatus status : statuses) {
    list.append(list.empty() ? "'" : ", '").append(toText(status)).append("'");
  }
  builder.add("status IN (" + list + ")");
  // Said in the words of the index of messages that are not completed, so that it is used.
  if (std::ranges::find(statuses, RunStatus::Completed) == statuses.end()) builder.add("status <> 'COMPLETED'");
}

bool findsStatus(const LogFilter& filter, RunStatus status) {
  return filter.statuses.empty() || std::ranges::find(filter.statuses, status) != filter.statuses.end();
}

/// Whether what the filter says about one message is no more than when it started.
bool restrictsStartOnly(const LogFilter& filter) {
  return filter.message_id.empty() && filter.correlation_id.empty() && filter.flow_id.empty() &&
         filter.sender.empty() && filter.receiver.empty() && filter.message_type.empty() &&
         filter.custom_status.empty();
}

bool fits(const std::string& wanted, const std::string& found) {
  return wanted.empty() || wanted == found;
}

template <typename Enum>
Enum named(const std::string& text, Enum last, Enum otherwise) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (toText(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return otherwise;
}

}  // namespace

LogCondition toCondition(const LogFilter& filter) {
  LogCondition condition;
  ConditionBuilder builder(condition);
  builder.equalMessageId(filter.message_id);
  builder.equalCorrelationId(filter.correlation_id);
  if (!filter.application_id.empty()) builder.add("application_id <> ''");
  builder.equal("application_id", filter.application_id);
  if (filter.from) builder.add("start_ms >= ?", toStored(*filter.from));
  if (filter.until) builder.add("start_ms < ?", toStored(*filter.until));
  addStatuses(builder, filter.statuses);
  builder.equal("flow_id", filter.flow_id);
  builder.equal("sender", filter.sender);
  builder.equal("receiver", filter.receiver);
  builder.equal("message_type", filter.message_type);
  builder.equal("custom_status", filter.custom_status);
  if (filter.custom_header) {
    builder.add("change IN (SELECT change FROM custom_header WHERE name = ?", filter.custom_header->first);
    builder.add("value = ?)", filter.custom_header->second);
  }
  if (condition.sql.empty()) builder.add("TRUE");
  return condition;
}

std::optional<PackConditions> toPackConditions(const LogFilter& filter) {
  if (!filter.application_id.empty() || filter.custom_header || !findsStatus(filter, RunStatus::Completed)) {
    return std::nullopt;
  }
  PackConditions conditions;
  ConditionBuilder some(conditions.some);
  ConditionBuilder all(conditions.all);
  for (const std::string& id : {filter.message_id, filter.correlation_id}) {
    if (id.empty()) continue;
    some.add("greatest_key >= ?", logKey(id));
    some.add("least_key <= ?", logKey(id));
  }
  all.add(restrictsStartOnly(filter) ? "TRUE" : "FALSE");
  if (filter.from) {
    const std::int64_t from = toStored(*filter.from);
    some.add("last_start >= ?", from);
    all.add("first_start >= ?", from);
  }
  if (filter.until) {
    const std::int64_t until = toStored(*filter.until);
    some.add("first_start < ?", until);
    all.add("last_start < ?", until);
  }
  if (conditions.some.sql.empty()) some.add("TRUE");
  return conditions;
}

bool finds(const LogFilter& filter, const LogEntry& packed) {
  return (!filter.from || packed.start >= *filter.from) && (!filter.until || packed.start < *filter.until) &&
         fits(filter.message_id, packed.message_id) && fits(filter.correlation_id, packed.correlation_id) &&
         fits(filter.flow_id, packed.flow_id) && fits(filter.sender, packed.sender) &&
         fits(filter.receiver, packed.receiver) && fits(filter.message_type, packed.message_type) &&
         fits(filter.custom_status, packed.custom_status);
}

RunStatus statusOf(const std::string& text) {
  return named(text, RunStatus::Abandoned, RunStatus::Completed);
}

LogLevel levelOf(const std::string& text) {
  return named(text, LogLevel::Trace, LogLevel::Info);
}

}  // namespace iflowsim
