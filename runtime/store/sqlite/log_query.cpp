#include "runtime/store/sqlite/log_query.h"

#include <algorithm>
#include <array>

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
  void keyOfMessage(const std::string& id) {
    if (!id.empty()) add("message_key = ?", logKey(id));
  }
  /// The index of correlations leaves out messages whose own id has the same key.
  void keyOfCorrelation(const std::string& id) {
    if (id.empty()) return;
    add("(message_key = ?", logKey(id));
    condition_.sql += " OR (correlation_key = ? AND correlation_key <> message_key))";
    condition_.values.emplace_back(logKey(id));
  }

 private:
  LogCondition& condition_;
};

/// A text of a message that is found when it equals what the filter says.
struct FilteredText {
  const char* column;
  std::string LogFilter::*wanted;
  std::string LogEntry::*found;
};

/// Those that messages in packs have, too.
constexpr std::array kTexts{FilteredText{"message_id", &LogFilter::message_id, &LogEntry::message_id},
                            FilteredText{"correlation_id", &LogFilter::correlation_id, &LogEntry::correlation_id},
                            FilteredText{"flow_id", &LogFilter::flow_id, &LogEntry::flow_id},
                            FilteredText{"sender", &LogFilter::sender, &LogEntry::sender},
                            FilteredText{"receiver", &LogFilter::receiver, &LogEntry::receiver},
                            FilteredText{"message_type", &LogFilter::message_type, &LogEntry::message_type},
                            FilteredText{"custom_status", &LogFilter::custom_status, &LogEntry::custom_status}};

bool findsCompleted(const LogFilter& filter) {
  return filter.statuses.empty() || std::ranges::find(filter.statuses, RunStatus::Completed) != filter.statuses.end();
}

void addStatuses(ConditionBuilder& builder, const LogFilter& filter) {
  if (filter.statuses.empty()) return;
  std::string list;
  for (const RunStatus status : filter.statuses) {
    list.append(list.empty() ? "'" : ", '").append(toText(status)).append("'");
  }
  builder.add("status IN (" + list + ")");
  // Said in the words of the index of messages that are not completed, so that it is used.
  if (!findsCompleted(filter)) builder.add("status <> 'COMPLETED'");
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
  builder.keyOfMessage(filter.message_id);
  builder.keyOfCorrelation(filter.correlation_id);
  if (!filter.application_id.empty()) builder.add("application_id <> ''");
  builder.equal("application_id", filter.application_id);
  if (filter.from) builder.add("start_ms >= ?", toStored(*filter.from));
  if (filter.until) builder.add("start_ms < ?", toStored(*filter.until));
  addStatuses(builder, filter);
  for (const FilteredText& text : kTexts) builder.equal(text.column, filter.*text.wanted);
  if (filter.custom_header) {
    builder.add("change IN (SELECT change FROM custom_header WHERE name = ?", filter.custom_header->first);
    builder.add("value = ?)", filter.custom_header->second);
  }
  if (condition.sql.empty()) builder.add("TRUE");
  return condition;
}

std::optional<PackConditions> toPackConditions(const LogFilter& filter) {
  if (!filter.application_id.empty() || filter.custom_header || !findsCompleted(filter)) return std::nullopt;
  PackConditions conditions;
  ConditionBuilder some(conditions.some);
  ConditionBuilder all(conditions.all);
  for (const std::string& id : {filter.message_id, filter.correlation_id}) {
    if (id.empty()) continue;
    some.add("greatest_key >= ?", logKey(id));
    some.add("least_key <= ?", logKey(id));
  }
  const bool looks_inside =
      std::ranges::any_of(kTexts, [&](const auto& text) { return !(filter.*text.wanted).empty(); });
  all.add(looks_inside ? "FALSE" : "TRUE");
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
         std::ranges::all_of(kTexts, [&](const FilteredText& text) {
           return (filter.*text.wanted).empty() || filter.*text.wanted == packed.*text.found;
         });
}

RunStatus statusOf(const std::string& text) {
  return named(text, RunStatus::Abandoned, RunStatus::Completed);
}

LogLevel levelOf(const std::string& text) {
  return named(text, LogLevel::Trace, LogLevel::Info);
}

}  // namespace iflowsim
