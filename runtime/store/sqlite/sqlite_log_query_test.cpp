#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/monitor/message_log_writer.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/store_testkit.h"

namespace iflowsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testkit::at;

/// A log of five messages, m1 to m5, which started one after the other.
class SqliteLogQuery : public testing::Test {
 protected:
  SqliteLogQuery() {
    log({.message_id = "m1", .correlation_id = "c1", .flow_id = "orders"}, 1000,
        {.status = RunStatus::Completed, .sender = "Shop", .application_id = "order-1"});
    log({.message_id = "m2", .correlation_id = "c2", .flow_id = "orders"}, 2000,
        {.status = RunStatus::Failed, .receiver = "ERP", .message_type = "ORDERS05"}, "4711");
    log({.message_id = "m3", .correlation_id = "c1", .flow_id = "invoices"}, 3000,
        {.status = RunStatus::Escalated, .custom_status = "late"}, "4712");
    log({.message_id = "m4", .correlation_id = "c4", .flow_id = "invoices"}, 4000, {.status = RunStatus::Retry});
    log({.message_id = "m5", .correlation_id = "c5", .flow_id = "orders"}, 5000, {.status = RunStatus::Completed});
    writer.stop();
  }

  void log(iflowsim::Run::Identity identity, std::int64_t start, RunSummary summary, const std::string& header = "") {
    clock.moveTo(start);
    const auto run = std::make_shared<iflowsim::Run>(std::move(identity), LogLevel::Info, clock);
    if (!header.empty()) run->addCustomHeader("po_number", header);
    writer.finish(run, std::move(summary), at(start + 10));
  }
  std::vector<std::string> idsOf(const LogFilter& filter, const LogPage& page = {}) {
    std::vector<std::string> ids;
    for (const LogEntry& entry : reader->query(filter, page)) ids.push_back(entry.message_id);
    return ids;
  }

  testkit::TemporaryDirectory directory;
  testkit::StillClock clock{0};
  std::unique_ptr<SqliteLogSink> sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  std::unique_ptr<SqliteLogReader> reader = SqliteLogReader::open(directory.file("log.db")).value();
  MessageLogWriter writer{*sink, clock};
};

TEST_F(SqliteLogQuery, GivesTheNewestFirst) {
  EXPECT_THAT(idsOf({}), ElementsAre("m5", "m4", "m3", "m2", "m1"));
}

TEST_F(SqliteLogQuery, GivesAPageOfThem) {
  EXPECT_THAT(idsOf({}, {.limit = 2, .offset = 1}), ElementsAre("m4", "m3"));
}

TEST_F(SqliteLogQuery, GivesAllOfThemWithoutALimit) {
  EXPECT_EQ(idsOf({}, {.limit = std::numeric_limits<std::size_t>::max()}).size(), 5U);
}

TEST_F(SqliteLogQuery, GivesWhatChangedSinceOldestFirst) {
  const auto seen = reader->find("m3").value().entry.change;

  EXPECT_THAT(idsOf({}, {.after_change = seen}), ElementsAre("m4", "m5"));
}

struct FilterCase {
  std::string name;
  LogFilter filter;
  std::vector<std::string> expected;
};

std::string nameOf(const testing::TestParamInfo<FilterCase>& info) {
  return info.param.name;
}

class SqliteLogFilter : public SqliteLogQuery, public testing::WithParamInterface<FilterCase> {};

// P-MPL-011
TEST_P(SqliteLogFilter, FindsAndCounts) {
  EXPECT_EQ(idsOf(GetParam().filter), GetParam().expected);
  EXPECT_EQ(reader->count(GetParam().filter), GetParam().expected.size());
}

INSTANTIATE_TEST_SUITE_P(
    Filters, SqliteLogFilter,
    testing::Values(
        FilterCase{"Nothing", {}, {"m5", "m4", "m3", "m2", "m1"}}, FilterCase{"From", {.from = at(4000)}, {"m5", "m4"}},
        FilterCase{"Until", {.until = at(2000)}, {"m1"}},
        FilterCase{"Range", {.from = at(2000), .until = at(4000)}, {"m3", "m2"}},
        FilterCase{"Status", {.statuses = {RunStatus::Completed}}, {"m5", "m1"}},
        FilterCase{"Statuses", {.statuses = {RunStatus::Failed, RunStatus::Retry}}, {"m4", "m2"}},
        FilterCase{"Flow", {.flow_id = "invoices"}, {"m4", "m3"}}, FilterCase{"Sender", {.sender = "Shop"}, {"m1"}},
        FilterCase{"Receiver", {.receiver = "ERP"}, {"m2"}}, FilterCase{"MessageId", {.message_id = "m4"}, {"m4"}},
        FilterCase{"CorrelationId", {.correlation_id = "c1"}, {"m3", "m1"}},
        FilterCase{"ApplicationId", {.application_id = "order-1"}, {"m1"}},
        FilterCase{"MessageType", {.message_type = "ORDERS05"}, {"m2"}},
        FilterCase{"CustomStatus", {.custom_status = "late"}, {"m3"}},
        FilterCase{"CustomHeader", {.custom_header = {{"po_number", "4712"}}}, {"m3"}},
        FilterCase{"All", {.statuses = {RunStatus::Failed}, .flow_id = "invoices"}, {}}),
    nameOf);

TEST(SqliteLogCorrelation, FindsTheMessageThatStartsItAndThoseThatFollow) {
  const testkit::TemporaryDirectory directory;
  const auto sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  const auto reader = SqliteLogReader::open(directory.file("log.db")).value();
  const std::string first = makeMessageId(at(5'000));
  const std::string correlation = makeSiblingId(first);
  const std::string second = makeMessageId(at(90'000));
  const std::string other = makeMessageId(at(5'000));
  sink->commit(std::vector<LogRow>{{.change = 1, .message_id = first, .correlation_id = correlation, .start = at(1)},
                                   {.change = 2, .message_id = second, .correlation_id = correlation, .start = at(2)},
                                   {.change = 3, .message_id = other, .correlation_id = first, .start = at(3)}});

  const auto found = reader->query({.correlation_id = correlation}, {});

  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].message_id, second);
  EXPECT_EQ(found[1].message_id, first);
}

TEST_F(SqliteLogQuery, DeletesOneMessage) {
  EXPECT_EQ(reader->remove({.message_id = "m2"}), 1U);

  EXPECT_EQ(reader->find("m2"), std::nullopt);
  EXPECT_EQ(reader->count({}), 4U);
  EXPECT_THAT(idsOf({.custom_header = {{"po_number", "4711"}}}), IsEmpty());
}

TEST_F(SqliteLogQuery, DeletesWhatAFilterFinds) {
  EXPECT_EQ(reader->remove({.flow_id = "orders"}), 3U);

  EXPECT_THAT(idsOf({}), ElementsAre("m4", "m3"));
}

TEST_F(SqliteLogQuery, DeletesNothingWhenNothingIsFound) {
  EXPECT_EQ(reader->remove({.sender = "nobody"}), 0U);
}

}  // namespace
}  // namespace iflowsim
