#include "runtime/store/sqlite/log_rows.h"

#include <variant>

#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

using Poco::Int64;
using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

void bindValues(Statement& statement, const LogCondition& condition) {
  for (const auto& value : condition.values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      statement, bind(Int64{*number});
    } else {
      statement, bind(std::get<std::string>(value));
    }
  }
}

std::vector<Int64> selectNumbers(Session& session, const std::string& what, const LogCondition& condition) {
  Int64 number = 0;
  Statement select(session);
  select << "SELECT " + what + " WHERE " + condition.sql, into(number);
  bindValues(select, condition);
  std::vector<Int64> numbers;
  eachRow(select, [&] { numbers.push_back(number); });
  return numbers;
}

std::size_t selectCount(Session& session, const std::string& what, const LogCondition& condition) {
  return static_cast<std::size_t>(selectNumbers(session, what, condition).front());
}

LogRows::LogRows(Session& session, const std::string& rest, const LogCondition& condition) : select_(session) {
  select_ << "SELECT change, message_id, correlation_id, predecessor_id, flow_id, flow_name, status, custom_status,"
             " start_ms, end_ms, level, sender, receiver, application_id, message_type, error, error_step,"
             " intermediate_error, decision FROM message " +
                 rest;
  select_, into(change_), into(entry_.message_id), into(entry_.correlation_id), into(entry_.predecessor_id),
      into(entry_.flow_id), into(entry_.flow_name), into(status_), into(entry_.custom_status), into(start_), into(end_),
      into(level_), into(entry_.sender), into(entry_.receiver), into(entry_.application_id), into(entry_.message_type),
      into(entry_.error), into(entry_.error_step), into(entry_.intermediate_error), into(decision_), range(0, 1);
  bindValues(select_, condition);
}

std::optional<LogEntry> LogRows::next() {
  if (select_.done() || select_.execute() == 0) return std::nullopt;
  entry_.change = change_;
  entry_.start = fromStored(start_);
  entry_.end = end_.isNull() ? std::nullopt : std::optional(fromStored(end_.value()));
  entry_.decision = static_cast<std::uint64_t>(decision_);
  entry_.status = statusOf(status_);
  entry_.level = levelOf(level_);
  return entry_;
}

}  // namespace iflowsim
