#include "runtime/store/sqlite/sqlite_log_sink.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/base/flow_error.h"
#include "runtime/store/sqlite/log_keys.h"
#include "runtime/store/sqlite/message_pack.h"
#include "runtime/store/sqlite/name_value_text.h"
#include "runtime/store/sqlite/raw_statement.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

using Poco::Data::Session;
using namespace Poco::Data::Keywords;

/// Messages inserted by one statement: opening and closing the table and its keys costs as much as a row itself.
constexpr std::size_t kRowsAtOnce = 20;
/// Fewer messages go into rows of their own: with so few a pack spares nothing that matters.
constexpr std::size_t kWorthAPack = 20;

/// Inserts so many messages. With several in one statement SQLite would keep what it needs to undo the statement alone;
/// OR ROLLBACK says that the whole transaction goes, as it does here anyway.
std::string insertMessages(std::size_t count) {
  std::string sql =
      "INSERT OR ROLLBACK INTO message (change, message_id, message_key, correlation_id, correlation_key,"
      " predecessor_id, flow_id, flow_name, status, custom_status, start_ms, end_ms, level, sender, receiver,"
      " application_id, message_type, error, error_step, intermediate_error,"
      " decision) VALUES";
  for (std::size_t i = 0; i < count; ++i) {
    sql += i == 0 ? " " : ", ";
    sql += "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  }
  return sql;
}

/// The bodies of the steps of one message: what equals the one before is stored once.
struct LastBody {
  std::int64_t id = 0;
  const std::string* content = nullptr;
};

}  // namespace

struct SqliteLogSink::Statements {
  explicit Statements(sqlite3* connection);

  void write(std::span<const LogRow> rows);
  /// Leaves in `single` those that are in no pack.
  void writePack(std::span<const LogRow> rows);
  void writeSingle();
  static void bindMessage(RawStatement& statement, const LogRow& row);
  void writeRecord(std::int64_t change, const RunRecord& record);
  void writeSteps(std::int64_t change, const RunRecord& record);
  void writeTrace(std::int64_t change, std::int64_t number, int side, const TraceSnapshot& snapshot, LastBody& last);

  RawStatement begin;
  RawStatement commit;
  RawStatement rollback;
  RawStatement remove;
  RawStatement message;
  RawStatement messages;
  RawStatement pack;
  RawStatement custom_header;
  RawStatement attachment;
  RawStatement step;
  RawStatement trace;
  RawStatement body;
  std::int64_t next_body = 0;
  MessagePack packed;
  /// Point into the rows of the commit under way.
  std::vector<const LogRow*> single;
};

SqliteLogSink::Statements::Statements(sqlite3* connection)
    : begin(connection, "BEGIN IMMEDIATE"),
      commit(connection, "COMMIT"),
      rollback(connection, "ROLLBACK"),
      remove(connection, "DELETE FROM message WHERE change = ?"),
      message(connection, insertMessages(1)),
      messages(connection, insertMessages(kRowsAtOnce)),
      pack(connection,
           "INSERT INTO message_pack (last_change, messages, least_key, greatest_key, first_start, last_start, content)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)"),
      custom_header(connection, "INSERT INTO custom_header (change, position, name, value) VALUES (?, ?, ?, ?)"),
      attachment(connection,
                 "INSERT INTO attachment (change, position, name, media_type, content) VALUES (?, ?, ?, ?, ?)"),
      step(connection,
           "INSERT INTO step (change, number, step_id, step_name, step_kind, start_ms, duration_us, error, properties)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      trace(connection,
            "INSERT INTO trace (change, number, side, headers, properties, body_id) VALUES (?, ?, ?, ?, ?, ?)"),
      body(connection, "INSERT INTO trace_body (id, change, content) VALUES (?, ?, ?)") {}

void SqliteLogSink::Statements::write(std::span<const LogRow> rows) {
  writePack(rows);
  writeSingle();
  for (const LogRow& row : rows) {
    // What is replaced may be among the rows just written.
    if (row.replaces != 0) remove.integer(row.replaces).run();
    if (row.record) writeRecord(row.change, *row.record);
  }
}

void SqliteLogSink::Statements::writePack(std::span<const LogRow> rows) {
  packed.clear();
  single.clear();
  for (const LogRow& row : rows) {
    if (!packed.add(row)) single.push_back(&row);
  }
  if (packed.size() < kWorthAPack) {
    single.clear();
    for (const LogRow& row : rows) single.push_back(&row);
    return;
  }
  pack.integer(packed.lastChange()).integer(static_cast<std::int64_t>(packed.size()));
  pack.integer(packed.leastKey()).integer(packed.greatestKey());
  pack.integer(toStored(packed.firstStart())).integer(toStored(packed.lastStart()));
  pack.bytes(packed.content()).run();
}

void SqliteLogSink::Statements::writeSingle() {
  std::span<const LogRow* const> rows(single);
  for (; rows.size() >= kRowsAtOnce; rows = rows.subspan(kRowsAtOnce)) {
    for (const LogRow* row : rows.first(kRowsAtOnce)) bindMessage(messages, *row);
    messages.run();
  }
  for (const LogRow* row : rows) {
    bindMessage(message, *row);
    message.run();
  }
}

void SqliteLogSink::Statements::bindMessage(RawStatement& statement, const LogRow& row) {
  statement.integer(row.change)
      .text(row.message_id)
      .integer(logKey(row.message_id))
      .text(row.correlation_id)
      .integer(logKey(row.correlation_id))
      .text(row.predecessor_id)
      .text(row.flow_id)
      .text(row.flow_name)
      .text(toText(row.status))
      .text(row.custom_status)
      .integer(toStored(row.start));
  row.end ? statement.integer(toStored(*row.end)) : statement.null();
  statement.text(toText(row.level))
      .text(row.sender)
      .text(row.receiver)
      .text(row.application_id)
      .text(row.message_type)
      .text(row.error)
      .text(row.error_step)
      .text(row.intermediate_error)
      .integer(static_cast<std::int64_t>(row.decision));
}

void SqliteLogSink::Statements::writeRecord(std::int64_t change, const RunRecord& record) {
  std::int64_t position = 0;
  for (const auto& [name, value] : record.run->customHeaders()) {
    custom_header.integer(change).integer(position++).text(name).text(value).run();
  }
  position = 0;
  if (record.with_attachments) {
    for (const LogAttachment& item : record.run->attachments()) {
      attachment.integer(change).integer(position++).text(item.name).text(item.media_type);
      attachment.bytes(item.content).run();
    }
  }
  writeSteps(change, record);
}

void SqliteLogSink::Statements::writeSteps(std::int64_t change, const RunRecord& record) {
  LastBody last;
  for (std::size_t i = 0; i < record.steps.size(); ++i) {
    const StepRun& run = record.run->steps()[record.first_step + i];
    const StepTexts& texts = record.steps[i];
    const auto number = static_cast<std::int64_t>(record.run->droppedSteps() + record.first_step + i);
    const std::string properties = toNameValueText(run.properties);
    step.integer(change).integer(number).text(texts.id).text(texts.name).text(texts.kind);
    step.integer(toStored(run.start)).integer(run.duration).text(run.error).bytes(properties).run();
    if (run.before) writeTrace(change, number, 0, *run.before, last);
    if (run.after) writeTrace(change, number, 1, *run.after, last);
  }
}

void SqliteLogSink::Statements::writeTrace(std::int64_t change, std::int64_t number, int side,
                                           const TraceSnapshot& snapshot, LastBody& last) {
  if (last.content == nullptr || *last.content != snapshot.body) {
    last = {++next_body, &snapshot.body};
    body.integer(last.id).integer(change).bytes(snapshot.body).run();
  }
  const std::string headers = toNameValueText(snapshot.headers);
  const std::string properties = toNameValueText(snapshot.properties);
  trace.integer(change).integer(number).integer(side).bytes(headers).bytes(properties).integer(last.id).run();
}

SqliteLogSink::SqliteLogSink(std::unique_ptr<SqliteDatabase> database) : database_(std::move(database)) {}

SqliteLogSink::~SqliteLogSink() {
  // Before the connection they belong to.
  statements_.reset();
}

Result<std::unique_ptr<SqliteLogSink>> SqliteLogSink::open(const std::string& path, TimePoint now) {
  auto database = SqliteDatabase::open({.path = path, .schema = logSchema()});
  if (!database) return tl::unexpected(database.error());
  std::unique_ptr<SqliteLogSink> sink(new SqliteLogSink(std::move(*database)));
  try {
    sink->abandonRunning(now);
  } catch (const FlowError& error) {
    return failure("STORE-002", error.message());
  }
  return sink;
}

void SqliteLogSink::abandonRunning(TimePoint now) {
  Poco::Int64 last_body = 0;
  database_->change("open the processing log", [&](Session& session) {
    session << "UPDATE message SET status = 'ABANDONED', end_ms = ? WHERE status <> 'COMPLETED'"
               " AND status = 'PROCESSING'",
        bind(Poco::Int64{toStored(now)}), Poco::Data::Keywords::now;
    session << "SELECT coalesce(max(id), 0) FROM trace_body", into(last_body), Poco::Data::Keywords::now;
  });
  statements_ = std::make_unique<Statements>(database_->handle());
  statements_->next_body = last_body;
}

std::int64_t SqliteLogSink::lastChange() {
  Poco::Int64 last = 0;
  database_->use("read the processing log", [&](Session& session) {
    session << "SELECT max((SELECT coalesce(max(change), 0) FROM message),"
               " (SELECT coalesce(max(last_change), 0) FROM message_pack))",
        into(last), now;
  });
  return last;
}

void SqliteLogSink::commit(std::span<const LogRow> rows) {
  statements_->begin.run();
  try {
    statements_->write(rows);
    statements_->commit.run();
  } catch (const std::exception& error) {
    try {
      statements_->rollback.run();
    } catch (const std::exception&) {
      // SQLite has rolled back by itself; the failure that led here is reported.
    }
    throw FlowError(error_class::kRuntime,
                    database_->path() + ": cannot write the processing log: " + std::string(error.what()));
  }
}

}  // namespace iflowsim
