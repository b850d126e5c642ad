#include "runtime/store/sqlite/packed_messages.h"

#include <algorithm>
#include <string>
#include <utility>

#include <Poco/Data/LOB.h>

#include "runtime/store/sqlite/log_rows.h"
#include "runtime/store/sqlite/message_pack.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

using Poco::Int64;
using Poco::Data::BLOB;
using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

/// No messages when the pack has been deleted.
std::vector<LogEntry> readPack(Session& session, Int64 last_change) {
  BLOB content;
  session << "SELECT content FROM message_pack WHERE last_change = ?", bind(last_change), into(content), now;
  return unpackMessages(toText(content));
}

std::size_t countWhole(Session& session, const LogCondition& all) {
  return selectCount(session, "coalesce(sum(messages), 0) FROM message_pack", all);
}

/// Packs that meet the one condition and not the other, by their last changes.
std::vector<Int64> selectParts(Session& session, PackConditions conditions) {
  LogCondition& some = conditions.some;
  some.sql += " AND NOT (" + conditions.all.sql + ")";
  some.values.insert(some.values.end(), conditions.all.values.begin(), conditions.all.values.end());
  return selectNumbers(session, "last_change FROM message_pack", some);
}

}  // namespace

bool comesBefore(const LogEntry& left, const LogEntry& right, const LogPage& page) {
  if (page.after_change) return left.change < right.change;
  return std::pair(left.start, left.change) > std::pair(right.start, right.change);
}

PackedMessages::PackedMessages(Session& session, const LogFilter& filter, const LogPage& page)
    : session_(session), filter_(filter), page_(page), packs_(session) {
  auto conditions = toPackConditions(filter);
  if (!conditions) return;
  LogCondition& condition = conditions->some;
  // A sign keeps the database from walking through all packs in this order when a key says which few to sort.
  const bool has_key = !filter.message_id.empty() || !filter.correlation_id.empty();
  std::string order = has_key ? "+last_start DESC" : "last_start DESC";
  if (page.after_change) {
    condition.sql += " AND last_change > ?";
    condition.values.emplace_back(*page.after_change);
    order = "last_change";
  }
  packs_ << "SELECT last_change, last_start FROM message_pack WHERE " + condition.sql + " ORDER BY " + order,
      into(last_change_), into(last_start_), range(0, 1);
  bindValues(packs_, condition);
  findPack();
}

std::optional<LogEntry> PackedMessages::next() {
  while (has_pack_ && mayComeFirst()) takePack();
  if (ready_.empty()) return std::nullopt;
  std::ranges::pop_heap(ready_, [this](const auto& left, const auto& right) { return comesLater(left, right); });
  LogEntry entry = std::move(ready_.back());
  ready_.pop_back();
  return entry;
}

/// Packs do not overlap in their changes, but in their starts they do.
bool PackedMessages::mayComeFirst() const {
  return ready_.empty() || (!page_.after_change && fromStored(last_start_) >= ready_.front().start);
}

void PackedMessages::findPack() {
  has_pack_ = !packs_.done() && packs_.execute() == 1;
}

void PackedMessages::takePack() {
  for (LogEntry& entry : readPack(session_, last_change_)) {
    if (!finds(filter_, entry) || (page_.after_change && entry.change <= *page_.after_change)) continue;
    ready_.push_back(std::move(entry));
    std::ranges::push_heap(ready_, [this](const auto& left, const auto& right) { return comesLater(left, right); });
  }
  findPack();
}

std::size_t countPacked(Session& session, const LogFilter& filter) {
  const auto conditions = toPackConditions(filter);
  if (!conditions) return 0;
  std::size_t count = countWhole(session, conditions->all);
  for (const Int64 pack : selectParts(session, *conditions)) {
    const auto entries = readPack(session, pack);
    count += static_cast<std::size_t>(
        std::ranges::count_if(entries, [&](const LogEntry& entry) { return finds(filter, entry); }));
  }
  return count;
}

std::size_t removeWholePacks(Session& session, const LogFilter& filter) {
  const auto conditions = toPackConditions(filter);
  if (!conditions) return 0;
  const std::size_t removed = countWhole(session, conditions->all);
  Statement remove(session);
  remove << "DELETE FROM message_pack WHERE " + conditions->all.sql;
  bindValues(remove, conditions->all);
  remove.execute();
  return removed;
}

std::vector<Int64> packsToThin(Session& session, const LogFilter& filter) {
  const auto conditions = toPackConditions(filter);
  return conditions ? selectParts(session, *conditions) : std::vector<Int64>();
}

std::size_t thinPack(Session& session, const LogFilter& filter, Int64 last_change) {
  const auto entries = readPack(session, last_change);
  MessagePack kept;
  for (const LogEntry& entry : entries) {
    if (!finds(filter, entry)) kept.add(toRow(entry));
  }
  const std::size_t removed = entries.size() - kept.size();
  if (removed == 0) return 0;
  if (kept.size() == 0) {
    session << "DELETE FROM message_pack WHERE last_change = ?", bind(last_change), now;
    return removed;
  }
  const std::vector<unsigned char> bytes(kept.content().begin(), kept.content().end());
  // Its number stays, and the bounds of what it held are bounds of what it holds.
  session << "UPDATE message_pack SET messages = ?, content = ? WHERE last_change = ?",
      bind(static_cast<Int64>(kept.size())), bind(BLOB(bytes)), bind(last_change), now;
  return removed;
}

}  // namespace iflowsim
