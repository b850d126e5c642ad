#include "runtime/store/sqlite/sqlite_log_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Nullable.h>

#include "runtime/store/sqlite/log_keys.h"
#include "runtime/store/sqlite/log_query.h"
#include "runtime/store/sqlite/name_value_text.h"
#include "runtime/store/sqlite/sqlite_database.h"

namespace iflowsim {

namespace {

using Poco::Int64;
using Poco::Data::BLOB;
using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

/// Messages deleted in one transaction: the writer of the log waits as long.
constexpr Int64 kDeletedAtOnce = 500;

TimePoint timePoint(Int64 milliseconds) {
  return TimePoint{std::chrono::milliseconds{milliseconds}};
}

std::string text(const BLOB& blob) {
  return {blob.begin(), blob.end()};
}

/// SQLite counts in 63 bits.
std::string sqlCount(std::size_t count) {
  return std::to_string(std::min<std::uint64_t>(count, std::numeric_limits<std::int64_t>::max()));
}

void bindValues(Statement& statement, const LogCondition& condition) {
  for (const auto& value : condition.values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      statement, bind(Int64{*number});
    } else {
      statement, bind(std::get<std::string>(value));
    }
  }
}

/// Calls `take` for each row; the variables the statement fills hold it then.
template <typename Take>
void eachRow(Statement& select, Take take) {
  select, range(0, 1);
  while (!select.done()) {
    if (select.execute() == 0) return;
    take();
  }
}

/// Selects messages; `rest` is everything from WHERE on.
std::vector<LogEntry> selectEntries(Session& session, const std::string& rest, const LogCondition& condition) {
  LogEntry entry;
  Int64 change = 0, start = 0, decision = 0;
  Poco::Nullable<Int64> end;
  std::string status, level;
  Statement select(session);
  select << "SELECT change, message_id, correlation_id, predecessor_id, flow_id, flow_name, status, custom_status,"
            " start_ms, end_ms, level, sender, receiver, application_id, message_type, error, error_step,"
            " intermediate_error, decision FROM message " +
                rest;
  select, into(change), into(entry.message_id), into(entry.correlation_id), into(entry.predecessor_id),
      into(entry.flow_id), into(entry.flow_name), into(status), into(entry.custom_status), into(start), into(end),
      into(level), into(entry.sender), into(entry.receiver), into(entry.application_id), into(entry.message_type),
      into(entry.error), into(entry.error_step), into(entry.intermediate_error), into(decision);
  bindValues(select, condition);
  std::vector<LogEntry> entries;
  eachRow(select, [&] {
    entry.change = change;
    entry.start = timePoint(start);
    entry.decision = static_cast<std::uint64_t>(decision);
    entry.end = end.isNull() ? std::nullopt : std::optional(timePoint(end.value()));
    entry.status = statusOf(status);
    entry.level = levelOf(level);
    entries.push_back(entry);
  });
  return entries;
}

std::optional<LogEntry> selectNewest(Session& session, const std::string& message_id) {
  auto entries = selectEntries(session, "WHERE message_key = ? AND message_id = ? ORDER BY change DESC LIMIT 1",
                               {.values = {logKey(message_id), message_id}});
  if (entries.empty()) return std::nullopt;
  return std::move(entries.front());
}

std::vector<LoggedStep> selectSteps(Session& session, Int64 change) {
  LoggedStep step;
  Int64 number = 0, start = 0, duration = 0, before = 0, after = 0;
  BLOB properties;
  Statement select(session);
  select << "SELECT number, step_id, step_name, step_kind, start_ms, duration_us, error, properties,"
            " EXISTS (SELECT 1 FROM trace t WHERE t.change = s.change AND t.number = s.number AND side = 0),"
            " EXISTS (SELECT 1 FROM trace t WHERE t.change = s.change AND t.number = s.number AND side = 1)"
            " FROM step s WHERE change = ? ORDER BY number",
      bind(change), into(number), into(step.id), into(step.name), into(step.kind), into(start), into(duration),
      into(step.error), into(properties), into(before), into(after);
  std::vector<LoggedStep> steps;
  eachRow(select, [&] {
    step.number = static_cast<std::size_t>(number);
    step.start = timePoint(start);
    step.duration = duration;
    step.properties = fromNameValueText(text(properties));
    step.has_before = before != 0;
    step.has_after = after != 0;
    steps.push_back(step);
  });
  return steps;
}

std::vector<LoggedAttachment> selectAttachments(Session& session, Int64 change) {
  LoggedAttachment attachment;
  Int64 size = 0;
  Statement select(session);
  select << "SELECT name, media_type, length(content) FROM attachment WHERE change = ? ORDER BY position", bind(change),
      into(attachment.name), into(attachment.media_type), into(size);
  std::vector<LoggedAttachment> attachments;
  eachRow(select, [&] {
    attachment.size = static_cast<std::size_t>(size);
    attachments.push_back(attachment);
  });
  return attachments;
}

NameValues selectCustomHeaders(Session& session, Int64 change) {
  std::pair<std::string, std::string> header;
  Statement select(session);
  select << "SELECT name, value FROM custom_header WHERE change = ? ORDER BY position", bind(change),
      into(header.first), into(header.second);
  NameValues headers;
  eachRow(select, [&] { headers.push_back(header); });
  return headers;
}

/// Runs selects that belong together on one state of the log.
template <typename Work>
void onOneState(Session& session, Work work) {
  session.begin();
  try {
    work();
    session.commit();
  } catch (...) {
    session.rollback();
    throw;
  }
}

std::vector<Int64> selectChanges(Session& session, const LogCondition& condition) {
  Int64 change = 0;
  Statement select(session);
  select << "SELECT change FROM message WHERE " + condition.sql + " LIMIT " + std::to_string(kDeletedAtOnce);
  select, into(change);
  bindValues(select, condition);
  std::vector<Int64> changes;
  eachRow(select, [&] { changes.push_back(change); });
  return changes;
}

void deleteMessages(Session& session, const std::vector<Int64>& changes) {
  if (changes.empty()) return;
  std::string list;
  for (const Int64 change : changes) list.append(list.empty() ? "" : ",").append(std::to_string(change));
  for (const char* table : {"message", "custom_header", "attachment", "step", "trace", "trace_body"}) {
    session << std::string("DELETE FROM ") + table + " WHERE change IN (" + list + ")", now;
  }
}

}  // namespace

SqliteLogReader::SqliteLogReader(std::unique_ptr<SqliteDatabase> database) : database_(std::move(database)) {}

SqliteLogReader::~SqliteLogReader() = default;

Result<std::unique_ptr<SqliteLogReader>> SqliteLogReader::open(const std::string& path) {
  auto database = SqliteDatabase::open({.path = path, .schema = logSchema()});
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<SqliteLogReader>(new SqliteLogReader(std::move(*database)));
}

std::vector<LogEntry> SqliteLogReader::query(const LogFilter& filter, const LogPage& page) {
  LogCondition condition = toCondition(filter);
  std::string rest = "WHERE " + condition.sql;
  if (page.after_change) {
    rest += " AND change > ? ORDER BY change";
    condition.values.emplace_back(*page.after_change);
  } else {
    rest += " ORDER BY start_ms DESC, change DESC";
  }
  rest += " LIMIT " + sqlCount(page.limit) + " OFFSET " + sqlCount(page.offset);
  std::vector<LogEntry> entries;
  database_->use("read the processing log",
                 [&](Session& session) { entries = selectEntries(session, rest, condition); });
  return entries;
}

std::size_t SqliteLogReader::count(const LogFilter& filter) {
  const LogCondition condition = toCondition(filter);
  Int64 count = 0;
  database_->use("count messages of the processing log", [&](Session& session) {
    Statement select(session);
    select << "SELECT count(*) FROM message WHERE " + condition.sql;
    select, into(count);
    bindValues(select, condition);
    select.execute();
  });
  return static_cast<std::size_t>(count);
}

std::optional<LogDetails> SqliteLogReader::find(const std::string& message_id) {
  std::optional<LogDetails> details;
  database_->use("read message " + message_id, [&](Session& session) {
    onOneState(session, [&] {
      auto entry = selectNewest(session, message_id);
      if (!entry) return;
      const Int64 change = entry->change;
      details = LogDetails{std::move(*entry), selectSteps(session, change), selectAttachments(session, change),
                           selectCustomHeaders(session, change)};
    });
  });
  return details;
}

std::optional<TraceSnapshot> SqliteLogReader::trace(const std::string& message_id, std::size_t step, TraceSide side) {
  std::optional<TraceSnapshot> snapshot;
  database_->use("read the trace of message " + message_id, [&](Session& session) {
    onOneState(session, [&] {
      const auto entry = selectNewest(session, message_id);
      if (!entry) return;
      BLOB headers, properties, body;
      Statement select(session);
      select << "SELECT headers, properties, content FROM trace JOIN trace_body ON trace_body.id = body_id"
                " WHERE trace.change = ? AND number = ? AND side = ?",
          bind(Int64{entry->change}), bind(static_cast<Int64>(step)), bind(Int64{side == TraceSide::Before ? 0 : 1}),
          into(headers), into(properties), into(body), limit(1);
      if (select.execute() != 1) return;
      snapshot = {fromNameValueText(text(headers)), fromNameValueText(text(properties)), text(body)};
    });
  });
  return snapshot;
}

std::optional<LogAttachment> SqliteLogReader::attachment(const std::string& message_id, std::size_t position) {
  std::optional<LogAttachment> attachment;
  database_->use("read attachments of message " + message_id, [&](Session& session) {
    onOneState(session, [&] {
      const auto entry = selectNewest(session, message_id);
      if (!entry) return;
      LogAttachment found;
      BLOB content;
      Statement select(session);
      select << "SELECT name, media_type, content FROM attachment WHERE change = ? AND position = ?",
          bind(Int64{entry->change}), bind(static_cast<Int64>(position)), into(found.name), into(found.media_type),
          into(content), limit(1);
      if (select.execute() != 1) return;
      found.content = text(content);
      attachment = std::move(found);
    });
  });
  return attachment;
}

std::size_t SqliteLogReader::remove(const LogFilter& filter) {
  const LogCondition condition = toCondition(filter);
  std::size_t removed = 0;
  for (std::size_t last = 1; last > 0; removed += last) {
    database_->change("delete from the processing log", [&](Session& session) {
      const auto changes = selectChanges(session, condition);
      deleteMessages(session, changes);
      last = changes.size();
    });
  }
  return removed;
}

}  // namespace iflowsim
