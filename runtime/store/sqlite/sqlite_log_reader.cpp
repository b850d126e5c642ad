#include "runtime/store/sqlite/sqlite_log_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/store/sqlite/log_keys.h"
#include "runtime/store/sqlite/log_query.h"
#include "runtime/store/sqlite/log_rows.h"
#include "runtime/store/sqlite/name_value_text.h"
#include "runtime/store/sqlite/packed_messages.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

using Poco::Int64;
using Poco::Data::BLOB;
using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

/// Messages deleted in one transaction: the writer of the log waits as long.
constexpr Int64 kDeletedAtOnce = 500;

/// SQLite counts in 63 bits.
std::string sqlCount(std::size_t count) {
  return std::to_string(std::min<std::uint64_t>(count, std::numeric_limits<std::int64_t>::max()));
}

std::string orderOf(const LogPage& page) {
  return std::string(page.after_change ? " ORDER BY change" : " ORDER BY start_ms DESC, change DESC") + " LIMIT " +
         sqlCount(page.limit) + " OFFSET " + sqlCount(page.offset);
}

/// The part of the rows that a page may need: with packs between them only counting tells where it begins.
LogPage partOfRows(const LogPage& page, const PackedMessages& packed) {
  if (packed.isEmpty()) return page;
  const std::size_t enough = page.limit > ~page.offset ? ~std::size_t{0} : page.offset + page.limit;
  return {enough, 0, page.after_change};
}

/// The page out of both, each in its order; so many messages before it are passed over already.
std::vector<LogEntry> merge(LogRows& rows, PackedMessages& packed, const LogPage& page, std::size_t passed) {
  std::vector<LogEntry> entries;
  auto row = rows.next();
  auto other = packed.next();
  for (; (row || other) && entries.size() < page.limit; ++passed) {
    const bool takes_row = row && (!other || comesBefore(*row, *other, page));
    if (passed >= page.offset) entries.push_back(std::move(takes_row ? *row : *other));
    (takes_row ? row : other) = takes_row ? rows.next() : packed.next();
  }
  return entries;
}

/// Of several with the same id, the one that changed last.
std::optional<LogEntry> selectNewest(Session& session, const std::string& message_id) {
  LogRows rows(session, "WHERE message_key = ? AND message_id = ? ORDER BY change DESC LIMIT 1",
               {.values = {logKey(message_id), message_id}});
  auto newest = rows.next();
  const LogFilter filter{.message_id = message_id};
  const LogPage page;
  PackedMessages packed(session, filter, page);
  while (auto entry = packed.next()) {
    if (!newest || entry->change > newest->change) newest = std::move(entry);
  }
  return newest;
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
    step.start = fromStored(start);
    step.duration = duration;
    step.properties = fromNameValueText(toText(properties));
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
    rest += " AND change > ?";
    condition.values.emplace_back(*page.after_change);
  }
  std::vector<LogEntry> entries;
  database_->use("read the processing log", [&](Session& session) {
    onOneState(session, [&] {
      PackedMessages packed(session, filter, page);
      const LogPage part = partOfRows(page, packed);
      LogRows rows(session, rest + orderOf(part), condition);
      entries = merge(rows, packed, page, part.offset);
    });
  });
  return entries;
}

std::size_t SqliteLogReader::count(const LogFilter& filter) {
  const LogCondition condition = toCondition(filter);
  std::size_t count = 0;
  database_->use("count messages of the processing log", [&](Session& session) {
    onOneState(session, [&] {
      count = selectCount(session, "count(*) FROM message", condition) + countPacked(session, filter);
    });
  });
  return count;
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
      snapshot = {fromNameValueText(toText(headers)), fromNameValueText(toText(properties)), toText(body)};
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
      found.content = toText(content);
      attachment = std::move(found);
    });
  });
  return attachment;
}

std::size_t SqliteLogReader::remove(const LogFilter& filter) {
  LogCondition condition = toCondition(filter);
  condition.sql += " LIMIT " + std::to_string(kDeletedAtOnce);
  const std::string operation = "delete from the processing log";
  std::size_t removed = 0;
  for (std::size_t last = 1; last > 0; removed += last) {
    database_->change(operation, [&](Session& session) {
      const auto changes = selectNumbers(session, "change FROM message", condition);
      deleteMessages(session, changes);
      last = changes.size();
    });
  }
  std::vector<Int64> packs;
  database_->change(operation, [&](Session& session) {
    removed += removeWholePacks(session, filter);
    packs = packsToThin(session, filter);
  });
  for (const Int64 pack : packs) {
    database_->change(operation, [&](Session& session) { removed += thinPack(session, filter, pack); });
  }
  return removed;
}

}  // namespace iflowsim
