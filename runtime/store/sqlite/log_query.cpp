#include "runtime/store/sqlite/log_query.h"

#include <algorithm>

#include "runtime/store/sqlite/log_keys.h"

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
  if (filter.from) builder.add("start_ms >= ?", std::int64_t{filter.from->time_since_epoch().count()});
  if (filter.until) builder.add("start_ms < ?", std::int64_t{filter.until->time_since_epoch().count()});
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

RunStatus statusOf(const std::string& text) {
  return named(text, RunStatus::Abandoned, RunStatus::Completed);
}

LogLevel levelOf(const std::string& text) {
  return named(text, LogLevel::Trace, LogLevel::Info);
}

}  // namespace iflowsim
