#include "runtime/store/sqlite/packed_messages.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <tuple>

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/store_testkit.h"

// Whether messages are in packs or in rows of their own, the log answers the same.

namespace iflowsim {
namespace {

using testkit::at;

constexpr std::size_t kMessages = 600;
/// So many of the first log go into one commit, which makes a pack; of the second one at a time, which makes none.
constexpr std::size_t kGroup = 60;
constexpr std::int64_t kBegin = 1'700'000'000'000;
/// Starts differ by up to so much within one group, so that packs overlap.
constexpr int kSpread = 90'000;

struct Message {
  std::string id;
  std::string correlation;
  std::string flow;
  std::string sender;
  std::string type;
  std::string application_id;
  RunStatus status = RunStatus::Completed;
  std::int64_t start = 0;
};

/// Mostly plain ones, with some of every other kind between.
std::vector<Message> makeMessages() {
  std::mt19937 random(5);
  const auto upTo = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  std::vector<Message> messages;
  for (std::size_t i = 0; i < kMessages; ++i) {
    Message message;
    message.start = kBegin + static_cast<std::int64_t>(i) * 500 + upTo(kSpread);
    message.id = makeMessageId(at(message.start));
    message.correlation = upTo(10) == 0 && i > 0 ? messages.back().correlation : makeSiblingId(message.id);
    message.flow = upTo(3) == 0 ? "invoices" : "orders";
    message.sender = upTo(4) == 0 ? "Shop" : "";
    message.type = upTo(5) == 0 ? "ORDERS05" : "";
    message.application_id = upTo(20) == 0 ? "order-" + std::to_string(upTo(3)) : "";
    message.status = upTo(12) == 0 ? RunStatus::Failed : RunStatus::Completed;
    messages.push_back(message);
  }
  return messages;
}

std::vector<LogRow> toRows(const std::vector<Message>& messages) {
  std::vector<LogRow> rows;
  for (const Message& message : messages) {
    rows.push_back({.change = static_cast<std::int64_t>(rows.size()) + 1,
                    .message_id = message.id,
                    .correlation_id = message.correlation,
                    .flow_id = message.flow,
                    .status = message.status,
                    .start = at(message.start),
                    .end = at(message.start + 10),
                    .sender = message.sender,
                    .application_id = message.application_id,
                    .message_type = message.type});
  }
  return rows;
}

struct Log {
  Log(const std::vector<LogRow>& rows, std::size_t group) {
    for (std::span<const LogRow> rest(rows); !rest.empty(); rest = rest.subspan(group)) sink->commit(rest.first(group));
  }
  Poco::Int64 number(const std::string& sql) const {
    Poco::Int64 result = 0;
    SqliteDatabase::open({.path = directory.file("log.db"), .schema = logSchema()})
        .value()
        ->use("count", [&](Poco::Data::Session& session) {
          session << sql, Poco::Data::Keywords::into(result), Poco::Data::Keywords::now;
        });
    return result;
  }

  testkit::TemporaryDirectory directory;
  std::unique_ptr<SqliteLogSink> sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  std::unique_ptr<SqliteLogReader> reader = SqliteLogReader::open(directory.file("log.db")).value();
};

auto factsOf(const LogEntry& entry) {
  return std::tuple(entry.change, entry.message_id, entry.correlation_id, entry.flow_id, entry.status, entry.start,
                    entry.end, entry.sender, entry.application_id, entry.message_type);
}

class PackedMessagesTest : public testing::Test {
 protected:
  static void expectSame(const std::vector<LogEntry>& left, const std::vector<LogEntry>& right) {
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) EXPECT_EQ(factsOf(left[i]), factsOf(right[i])) << i;
  }
  std::vector<LogFilter> filters() const {
    const Message& some = messages[321];
    return {{},
            {.from = at(kBegin + 100'000)},
            {.until = at(kBegin + 100'000)},
            {.from = at(kBegin + 50'000), .until = at(kBegin + 220'000)},
            {.from = at(some.start), .until = at(some.start + 1)},
            {.statuses = {RunStatus::Completed}},
            {.statuses = {RunStatus::Failed}},
            {.statuses = {RunStatus::Completed, RunStatus::Failed}},
            {.message_id = some.id},
            {.correlation_id = some.correlation},
            {.correlation_id = messages[5].correlation, .flow_id = "orders"},
            {.application_id = "order-1"},
            {.flow_id = "invoices"},
            {.sender = "Shop"},
            {.receiver = "ERP"},
            {.message_type = "ORDERS05"},
            {.from = at(kBegin + 90'000), .flow_id = "orders", .sender = "Shop"},
            {.custom_status = "late"},
            {.custom_header = {{"a", "b"}}}};
  }

  const std::vector<Message> messages = makeMessages();
  const std::vector<LogRow> rows = toRows(messages);
  Log packed{rows, kGroup};
  Log plain{rows, 1};
};

TEST_F(PackedMessagesTest, AreOneRowForEachCommitWithEnoughOfThem) {
  EXPECT_EQ(packed.number("SELECT count(*) FROM message_pack"), 10);
  EXPECT_LT(packed.number("SELECT count(*) FROM message"), 200);
  EXPECT_EQ(plain.number("SELECT count(*) FROM message_pack"), 0);
}

// P-MPL-011
TEST_F(PackedMessagesTest, AreFoundAndCountedLikeRows) {
  for (const LogFilter& filter : filters()) {
    const auto found = packed.reader->query(filter, {.limit = kMessages});

    expectSame(found, plain.reader->query(filter, {.limit = kMessages}));
    EXPECT_EQ(packed.reader->count(filter), found.size());
  }
}

TEST_F(PackedMessagesTest, MakeTheSamePages) {
  for (const std::size_t offset : {0U, 1U, 7U, 119U, 595U, 700U}) {
    const LogPage page{.limit = 13, .offset = offset};
    expectSame(packed.reader->query({}, page), plain.reader->query({}, page));
    expectSame(packed.reader->query({.flow_id = "orders"}, page), plain.reader->query({.flow_id = "orders"}, page));
    const auto all = packed.reader->query({}, {.limit = kMessages});
    const std::size_t begin = std::min<std::size_t>(offset, all.size());
    const std::size_t end = std::min(begin + page.limit, all.size());
    expectSame(packed.reader->query({}, page),
               {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)});
  }
}

TEST_F(PackedMessagesTest, AreFollowedLikeRows) {
  for (const std::int64_t seen : {0, 59, 60, 61, 300, 599, 600}) {
    const LogPage page{.limit = 45, .after_change = seen};
    expectSame(packed.reader->query({}, page), plain.reader->query({}, page));
    expectSame(packed.reader->query({.sender = "Shop"}, page), plain.reader->query({.sender = "Shop"}, page));
  }
}

TEST_F(PackedMessagesTest, AreFoundByTheirIds) {
  for (const Message& message : messages) {
    const auto details = packed.reader->find(message.id);
    ASSERT_TRUE(details) << message.id;
    EXPECT_EQ(details->entry.start, at(message.start));
  }
  EXPECT_EQ(packed.reader->find(makeMessageId(at(kBegin))), std::nullopt);
}

TEST_F(PackedMessagesTest, AreDeletedLikeRows) {
  for (const LogFilter& filter : filters()) {
    Log first(rows, kGroup);
    Log second(rows, 1);

    const std::size_t removed = first.reader->remove(filter);

    EXPECT_EQ(removed, second.reader->remove(filter));
    expectSame(first.reader->query({}, {.limit = kMessages}), second.reader->query({}, {.limit = kMessages}));
    EXPECT_EQ(first.reader->count({}), kMessages - removed);
  }
}

TEST_F(PackedMessagesTest, LeaveNoPackWithoutMessages) {
  for (const Message& message : messages) packed.reader->remove({.message_id = message.id});

  EXPECT_EQ(packed.number("SELECT count(*) FROM message_pack"), 0);
  EXPECT_EQ(packed.reader->count({}), 0U);
}

TEST_F(PackedMessagesTest, LeaveNothingOfTheRowsBesideThemInMemory) {
  auto more = std::make_shared<RunRecord>();
  more->run =
      std::make_shared<iflowsim::Run>(iflowsim::Run::Identity{.message_id = "m1"}, LogLevel::Info, SystemClock());
  std::vector<LogRow> commit = rows;
  for (LogRow& row : commit) row.change += static_cast<std::int64_t>(kMessages);
  commit.front().record = more;

  packed.sink->commit(commit);
  commit.clear();

  EXPECT_EQ(more.use_count(), 1);
}

TEST_F(PackedMessagesTest, CountOnWhereTheLastOneStopped) {
  EXPECT_EQ(packed.sink->lastChange(), static_cast<std::int64_t>(kMessages));
}

}  // namespace
}  // namespace iflowsim
