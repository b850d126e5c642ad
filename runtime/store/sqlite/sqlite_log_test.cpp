#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/message/exchange.h"
#include "runtime/monitor/message_log_writer.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/store_testkit.h"

// The processing log from the writer through the file to the reader.

namespace iflowsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testkit::at;

class SqliteLog : public testing::Test {
 protected:
  std::shared_ptr<iflowsim::Run> makeRun(const std::string& id, LogLevel level = LogLevel::Info) {
    return std::make_shared<iflowsim::Run>(
        iflowsim::Run::Identity{.message_id = id, .correlation_id = "c-" + id, .flow_id = "orders"}, level, clock);
  }
  void finish(const std::shared_ptr<iflowsim::Run>& run, RunSummary summary = {.status = RunStatus::Completed}) {
    writer->finish(run, std::move(summary), at(9000));
  }
  std::vector<std::string> idsOf(const LogFilter& filter, const LogPage& page = {}) {
    writer->flush();
    std::vector<std::string> ids;
    for (const LogEntry& entry : reader->query(filter, page)) ids.push_back(entry.message_id);
    return ids;
  }
  LogDetails detailsOf(const std::string& id) {
    writer->flush();
    return reader->find(id).value();
  }

  testkit::TemporaryDirectory directory;
  testkit::StillClock clock{1000};
  std::unique_ptr<SqliteLogSink> sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  std::unique_ptr<SqliteLogReader> reader = SqliteLogReader::open(directory.file("log.db")).value();
  std::unique_ptr<MessageLogWriter> writer = std::make_unique<MessageLogWriter>(*sink, clock);
};

TEST_F(SqliteLog, KeepsTheDecisionThatLetACallIn) {
  const auto run = std::make_shared<iflowsim::Run>(
      iflowsim::Run::Identity{.message_id = "m1", .flow_id = "orders", .decision = 0xABCDEF}, LogLevel::Info, clock);

  finish(run);
  finish(makeRun("m2"));

  EXPECT_EQ(detailsOf("m1").entry.decision, 0xABCDEFU);
  EXPECT_EQ(detailsOf("m2").entry.decision, 0U);
}

TEST_F(SqliteLog, KeepsEverythingAboutAMessage) {
  const auto run = std::make_shared<iflowsim::Run>(
      iflowsim::Run::Identity{"m1", "c1", "p1", "com.orders", "Orders to ERP"}, LogLevel::Info, clock);
  run->noteError("handled", "CallActivity_3");
  finish(run, {RunStatus::Failed, "Shop", "ERP", "order-7", "ORDERS05", "checked", "java.lang.Exception: no"});

  const LogEntry entry = detailsOf("m1").entry;

  EXPECT_EQ(entry.correlation_id, "c1");
  EXPECT_EQ(entry.predecessor_id, "p1");
  EXPECT_EQ(entry.flow_id, "com.orders");
  EXPECT_EQ(entry.flow_name, "Orders to ERP");
  EXPECT_EQ(entry.status, RunStatus::Failed);
  EXPECT_EQ(entry.start, at(1000));
  EXPECT_EQ(entry.end, at(9000));
  EXPECT_EQ(entry.level, LogLevel::Info);
  EXPECT_EQ(entry.sender, "Shop");
  EXPECT_EQ(entry.receiver, "ERP");
  EXPECT_EQ(entry.application_id, "order-7");
  EXPECT_EQ(entry.message_type, "ORDERS05");
  EXPECT_EQ(entry.custom_status, "checked");
  EXPECT_EQ(entry.error, "java.lang.Exception: no");
  EXPECT_EQ(entry.error_step, "CallActivity_3");
  EXPECT_EQ(entry.intermediate_error, "handled");
}

TEST_F(SqliteLog, ShowsARunningMessageWithoutAnEnd) {
  writer->begin(makeRun("m1"));

  const LogEntry entry = detailsOf("m1").entry;

  EXPECT_EQ(entry.status, RunStatus::Processing);
  EXPECT_EQ(entry.end, std::nullopt);
}

TEST_F(SqliteLog, ShowsAMessageOnceWhenItHasEnded) {
  const auto run = makeRun("m1");
  writer->begin(run);
  writer->flush();

  finish(run);

  EXPECT_THAT(idsOf({}), ElementsAre("m1"));
  EXPECT_EQ(detailsOf("m1").entry.status, RunStatus::Completed);
}

TEST_F(SqliteLog, KnowsNoOtherMessage) {
  EXPECT_EQ(reader->find("m1"), std::nullopt);
  EXPECT_EQ(reader->trace("m1", 0, TraceSide::Before).has_value(), false);
  EXPECT_EQ(reader->attachment("m1", 0).has_value(), false);
}

TEST_F(SqliteLog, KeepsAttachments) {
  const auto run = makeRun("m1");
  const std::string content("a\0\xFF", 3);
  run->addAttachment({"payload", "text/xml", content});
  run->addAttachment({"note", "text/plain", "hello"});
  finish(run);

  const auto attachments = detailsOf("m1").attachments;

  ASSERT_EQ(attachments.size(), 2U);
  EXPECT_EQ(attachments[0].name, "payload");
  EXPECT_EQ(attachments[0].media_type, "text/xml");
  EXPECT_EQ(attachments[0].size, 3U);
  EXPECT_EQ(reader->attachment("m1", 0)->content, content);
  EXPECT_EQ(reader->attachment("m1", 1)->content, "hello");
  EXPECT_FALSE(reader->attachment("m1", 2));
}

TEST_F(SqliteLog, KeepsCustomHeadersInOrder) {
  const auto run = makeRun("m1");
  run->addCustomHeader("po_number", "4711");
  run->addCustomHeader("country", "DE");
  finish(run);

  EXPECT_THAT(detailsOf("m1").custom_headers, ElementsAre(Pair("po_number", "4711"), Pair("country", "DE")));
}

TEST_F(SqliteLog, KeepsStepsWithTheirProperties) {
  const auto run = makeRun("m1", LogLevel::Debug);
  const Exchange exchange(*run);
  const auto first = run->beginStep("CallActivity_1", "Set header", "Content Modifier", exchange);
  run->endStep(first, "", exchange);
  const auto second = run->beginStep("ServiceTask_2", "Call", "Request Reply", exchange);
  run->addStepProperty("RealDestinationUrl", "http://localhost/erp");
  run->endStep(second, "refused", exchange);
  finish(run);

  const auto steps = detailsOf("m1").steps;

  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].number, 0U);
  EXPECT_EQ(steps[0].id, "CallActivity_1");
  EXPECT_EQ(steps[0].name, "Set header");
  EXPECT_EQ(steps[0].kind, "Content Modifier");
  EXPECT_EQ(steps[0].start, at(1000));
  EXPECT_FALSE(steps[0].has_before);
  EXPECT_EQ(steps[1].error, "refused");
  EXPECT_THAT(steps[1].properties, ElementsAre(Pair("RealDestinationUrl", "http://localhost/erp")));
}

// P-MPL-009
TEST_F(SqliteLog, GivesBackHeadersPropertiesAndBodyOfEveryTracedStep) {
  const auto run = makeRun("m1", LogLevel::Trace);
  Exchange exchange(*run);
  exchange.headers().set("Country", Value("DE"));
  exchange.setBody(Body(std::string("in\0\xFF", 4)));
  const auto step = run->beginStep("CallActivity_1", "Set body", "Content Modifier", exchange);
  exchange.properties().set("seen", Value("yes"));
  exchange.setBody(Body("out"));
  run->endStep(step, "", exchange);
  finish(run);

  const auto details = detailsOf("m1");
  const auto before = reader->trace("m1", 0, TraceSide::Before);
  const auto after = reader->trace("m1", 0, TraceSide::After);

  EXPECT_TRUE(details.steps.at(0).has_before);
  EXPECT_TRUE(details.steps.at(0).has_after);
  ASSERT_TRUE(before && after);
  EXPECT_THAT(before->headers, ElementsAre(Pair("Country", "DE")));
  EXPECT_THAT(before->properties, IsEmpty());
  EXPECT_EQ(before->body, std::string("in\0\xFF", 4));
  EXPECT_THAT(after->properties, ElementsAre(Pair("seen", "yes")));
  EXPECT_EQ(after->body, "out");
}

TEST_F(SqliteLog, GivesTheBodyOfEveryStepAlsoWhenItDidNotChange) {
  const auto run = makeRun("m1", LogLevel::Trace);
  Exchange exchange(*run);
  exchange.setBody(Body("same"));
  for (int i = 0; i < 3; ++i) run->endStep(run->beginStep("s", "s", "s", exchange), "", exchange);
  finish(run);
  writer->flush();

  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(reader->trace("m1", i, TraceSide::Before)->body, "same");
    EXPECT_EQ(reader->trace("m1", i, TraceSide::After)->body, "same");
  }
}

TEST_F(SqliteLog, NumbersTheStepsThatAreLeftOfALongRun) {
  const auto run = makeRun("m1");
  const Exchange exchange(*run);
  for (int i = 0; i < 130; ++i) run->endStep(run->beginStep("s", "s", "s", exchange), "", exchange);
  finish(run, {.status = RunStatus::Failed});

  const auto steps = detailsOf("m1").steps;

  ASSERT_EQ(steps.size(), 50U);
  EXPECT_EQ(steps.front().number, 80U);
  EXPECT_EQ(steps.back().number, 129U);
}

// P-MPL-010
TEST_F(SqliteLog, AbandonsWhatAProcessLeftRunning) {
  writer->begin(makeRun("m1"));
  finish(makeRun("m2"));
  writer->flush();

  const auto next = SqliteLogSink::open(directory.file("log.db"), at(7000)).value();

  EXPECT_EQ(detailsOf("m1").entry.status, RunStatus::Abandoned);
  EXPECT_EQ(detailsOf("m1").entry.end, at(7000));
  EXPECT_EQ(detailsOf("m2").entry.status, RunStatus::Completed);
}

TEST_F(SqliteLog, GoesOnCountingChangesAfterARestart) {
  finish(makeRun("m1"));
  writer->flush();
  const auto before = detailsOf("m1").entry.change;
  writer.reset();
  sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  writer = std::make_unique<MessageLogWriter>(*sink, clock);

  finish(makeRun("m2"));

  EXPECT_GT(detailsOf("m2").entry.change, before);
}

TEST_F(SqliteLog, RefusesTheLogOfANewerProgram) {
  std::vector<Migration> newer(logSchema().begin(), logSchema().end());
  newer.push_back({newer.back().version + 1, "newer", "CREATE TABLE newer (id INTEGER);"});
  ASSERT_TRUE(SqliteDatabase::open({.path = directory.file("log.db"), .schema = newer}));

  EXPECT_EQ(SqliteLogSink::open(directory.file("log.db"), at(0)).error().code, "STORE-001");
  EXPECT_EQ(SqliteLogReader::open(directory.file("log.db")).error().code, "STORE-001");
}

TEST_F(SqliteLog, WritesAllRowsOfAGroupOrNone) {
  const std::vector<LogRow> twice{{.change = 1, .message_id = "m1"}, {.change = 1, .message_id = "m1"}};

  EXPECT_THROW(sink->commit(twice), std::exception);

  EXPECT_EQ(reader->count({}), 0U);
  EXPECT_NO_THROW(sink->commit(std::span(twice).first(1)));
}

TEST_F(SqliteLog, WritesAllRowsOfALargeGroupOrNone) {
  std::vector<LogRow> rows;
  for (int i = 1; i <= 50; ++i) rows.push_back({.change = i, .message_id = "m1"});
  rows[30].change = 1;

  EXPECT_THROW(sink->commit(rows), std::exception);

  EXPECT_EQ(reader->count({}), 0U);
  rows[30].change = 31;
  EXPECT_NO_THROW(sink->commit(rows));
  EXPECT_EQ(reader->count({}), 50U);
}

TEST_F(SqliteLog, ReplacesARowOfTheSameGroup) {
  sink->commit(std::vector<LogRow>{{.change = 1, .message_id = "m1"},
                                   {.change = 2, .replaces = 1, .message_id = "m1", .status = RunStatus::Abandoned}});

  EXPECT_THAT(idsOf({}), ElementsAre("m1"));
  EXPECT_EQ(reader->find("m1")->entry.status, RunStatus::Abandoned);
}

}  // namespace
}  // namespace iflowsim
