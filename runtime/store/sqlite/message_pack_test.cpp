#include "runtime/store/sqlite/message_pack.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/store/store_testkit.h"

namespace iflowsim {
namespace {

using testkit::at;

/// As a plain call of a flow leaves it.
struct Plain {
  explicit Plain(std::int64_t start) : id(makeMessageId(at(start))), correlation(makeSiblingId(id)) {}
  LogRow row(std::int64_t change, std::int64_t start) const {
    return {.change = change,
            .message_id = id,
            .correlation_id = correlation,
            .flow_id = "com.orders",
            .flow_name = "Orders to ERP",
            .status = RunStatus::Completed,
            .start = at(start),
            .end = at(start + 7)};
  }
  std::string id;
  std::string correlation;
};

void expectSame(const LogEntry& entry, const LogRow& row) {
  EXPECT_EQ(entry.change, row.change);
  EXPECT_EQ(entry.message_id, row.message_id);
  EXPECT_EQ(entry.correlation_id, row.correlation_id);
  EXPECT_EQ(entry.predecessor_id, row.predecessor_id);
  EXPECT_EQ(entry.flow_id, row.flow_id);
  EXPECT_EQ(entry.flow_name, row.flow_name);
  EXPECT_EQ(entry.status, row.status);
  EXPECT_EQ(entry.level, row.level);
  EXPECT_EQ(entry.start, row.start);
  EXPECT_EQ(entry.end, row.end);
  EXPECT_EQ(entry.decision, row.decision);
  EXPECT_EQ(entry.sender, row.sender);
  EXPECT_EQ(entry.receiver, row.receiver);
  EXPECT_EQ(entry.application_id, row.application_id);
  EXPECT_EQ(entry.message_type, row.message_type);
  EXPECT_EQ(entry.custom_status, row.custom_status);
  EXPECT_EQ(entry.error, row.error);
  EXPECT_EQ(entry.error_step, row.error_step);
  EXPECT_EQ(entry.intermediate_error, row.intermediate_error);
}

TEST(MessagePack, GivesBackWhatWentIn) {
  const Plain first(1'700'000'000'000);
  const Plain second(1'700'000'001'000);
  const Plain third(1'600'000'000'000);
  std::vector<LogRow> rows{first.row(41, 1'700'000'000'000), second.row(900, 1'700'000'001'000),
                           third.row(901, 1'600'000'000'000)};
  rows[1].level = LogLevel::Trace;
  rows[1].decision = ~std::uint64_t{0};
  rows[1].predecessor_id = first.id;
  rows[1].sender = "Shop";
  rows[1].receiver = std::string_view("E\0P", 3);
  rows[1].message_type = "ORDERS05";
  rows[1].custom_status = "checked";
  rows[1].error = "ended with it";
  rows[1].error_step = "CallActivity_3";
  rows[1].intermediate_error = "handled";
  rows[2].end = at(1'500'000'000'000);
  MessagePack pack;
  for (const LogRow& row : rows) pack.add(row);

  const auto entries = unpackMessages(pack.content());

  ASSERT_EQ(entries.size(), 3U);
  for (std::size_t i = 0; i < rows.size(); ++i) expectSame(entries[i], rows[i]);
  for (std::size_t i = 0; i < rows.size(); ++i) expectSame(entries[i], toRow(entries[i]));
}

TEST(MessagePack, KnowsTheBoundsOfWhatItHolds) {
  const Plain first(5'000'000);
  const Plain second(9'000'000);
  MessagePack pack;
  pack.add(second.row(7, 9'000'000));
  pack.add(first.row(8, 5'000'000));

  EXPECT_EQ(pack.size(), 2U);
  EXPECT_EQ(pack.lastChange(), 8);
  EXPECT_LT(pack.leastKey(), pack.greatestKey());
  EXPECT_EQ(pack.firstStart(), at(5'000'000));
  EXPECT_EQ(pack.lastStart(), at(9'000'000));
}

TEST(MessagePack, KeepsATextThatStaysTheSameOnce) {
  const Plain first(1'000);
  const Plain second(1'001);
  MessagePack pack;
  pack.add(first.row(1, 1'000));
  const std::size_t before = pack.content().size();

  pack.add(second.row(2, 1'001));

  // Both ids behind their lengths, and six numbers.
  EXPECT_EQ(pack.content().size() - before, 2 * 29U + 6U);
}

TEST(MessagePack, StartsAnewWhenItIsCleared) {
  const Plain message(1'000);
  MessagePack pack;
  pack.add(message.row(1, 1'000));
  pack.clear();
  pack.add(message.row(2, 1'000));

  const auto entries = unpackMessages(pack.content());

  ASSERT_EQ(entries.size(), 1U);
  expectSame(entries[0], message.row(2, 1'000));
}

TEST(MessagePack, TakesOnlyWhatIsFoundByNothingElse) {
  const Plain message(1'000);
  const LogRow plain = message.row(1, 1'000);
  LogRow failed = plain;
  failed.status = RunStatus::Failed;
  LogRow running = plain;
  running.end.reset();
  LogRow named = plain;
  named.application_id = "order-1";
  LogRow with_more = plain;
  with_more.record = std::make_shared<RunRecord>();
  LogRow follower = plain;
  follower.correlation_id = "of another";

  MessagePack pack;
  for (const LogRow& row : {failed, running, named, with_more, follower}) EXPECT_FALSE(pack.add(row));
  EXPECT_EQ(pack.content(), "");
  EXPECT_TRUE(pack.add(plain));
  EXPECT_EQ(pack.size(), 1U);
}

TEST(MessagePack, RefusesWhatIsDamaged) {
  const Plain message(1'000);
  MessagePack pack;
  pack.add(message.row(1, 1'000));

  for (std::size_t size = 1; size < pack.content().size(); ++size) {
    EXPECT_THROW(unpackMessages(pack.content().substr(0, size)), std::runtime_error) << size;
  }
  EXPECT_THROW(unpackMessages(std::string(11, '\xFF')), std::runtime_error);
}

}  // namespace
}  // namespace iflowsim
