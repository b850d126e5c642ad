#include "runtime/channel/flow_runner.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/channel/channel_testkit.h"
#include "runtime/compiler/flow_compiler.h"

namespace iflowsim {
namespace {

constexpr const char* kMessageId = "SAP_MessageProcessingLogID";

/// One compiled flow and its driver.
struct Driven {
  explicit Driven(std::function<void(Exchange&)> work = {}) {
    bench.work = std::move(work);
    Diagnostics diagnostics;
    const auto flow = compileFlow(bench.flow(), bench.registries, bench.services.services, diagnostics);
    context = std::shared_ptr<FlowContext>(new FlowContext{
        .flow = flow, .clock = bench.services.clock, .log = bench.log, .level = LogLevel::Info, .in_flight = {}});
    driver = std::make_unique<MessageDriver>(context, flow->entries().front());
  }

  Outcome run(const Inbound& inbound = {}) { return driver->run(inbound, {}, {}); }
  /// The log entry of the only message.
  const RememberingLog::Entry& entry() const { return bench.log.finished.at(0); }

  ChannelBench bench;
  std::shared_ptr<FlowContext> context;
  std::unique_ptr<MessageDriver> driver;
};

void fail(Exchange& /*exchange*/) {
  throw FlowError("com.demo.Failure", "wrong");
}

TEST(MessageDriver, CompletesAMessageThatComesThrough) {
  Driven driven;

  const Outcome outcome = driven.run();

  EXPECT_EQ(outcome.status, RunStatus::Completed);
  EXPECT_EQ(outcome.error, nullptr);
  EXPECT_EQ(driven.entry().summary.status, RunStatus::Completed);
  EXPECT_EQ(driven.entry().summary.error, "");
}

TEST(MessageDriver, FailsAMessageWhoseStepThrows) {
  Driven driven(fail);

  const Outcome outcome = driven.run();

  EXPECT_EQ(outcome.status, RunStatus::Failed);
  ASSERT_NE(outcome.error, nullptr);
  EXPECT_EQ(outcome.error->describe(), "com.demo.Failure: wrong");
  EXPECT_EQ(driven.entry().summary.status, RunStatus::Failed);
  EXPECT_EQ(driven.entry().summary.error, "com.demo.Failure: wrong");
  EXPECT_EQ(driven.entry().run->lastErrorStep(), "Work");
}

TEST(MessageDriver, FailsAMessageThatCannotBePrepared) {
  Driven driven;

  const Outcome outcome = driven.driver->run({}, fail, {});

  EXPECT_EQ(outcome.status, RunStatus::Failed);
  EXPECT_TRUE(driven.entry().run->steps().empty());
}

TEST(MessageDriver, MakesAForeignExceptionTheRuntimesOwn) {
  Driven driven;

  const Outcome outcome = driven.driver->run({}, [](Exchange&) { throw std::runtime_error("out of luck"); }, {});

  EXPECT_EQ(outcome.status, RunStatus::Failed);
  ASSERT_NE(outcome.error, nullptr);
  EXPECT_EQ(outcome.error->describe(), "org.apache.camel.RuntimeCamelException: out of luck");
}

TEST(MessageDriver, EscalatesAMessageAnEscalationEventEnded) {
  Driven driven([](Exchange& exchange) { exchange.setEscalation("Receiver not reachable"); });

  const Outcome outcome = driven.run();

  EXPECT_EQ(outcome.status, RunStatus::Escalated);
  ASSERT_NE(outcome.error, nullptr);
  EXPECT_EQ(outcome.error->message(), "The message was escalated: Receiver not reachable");
  EXPECT_EQ(driven.entry().summary.status, RunStatus::Escalated);
}

TEST(MessageDriver, EscalatesWithTheExceptionThatLedToIt) {
  Driven driven([](Exchange& exchange) {
    exchange.setException(std::make_shared<const FlowError>("com.demo.Failure", "wrong"));
    exchange.setEscalation("Others");
  });

  const Outcome outcome = driven.run();

  EXPECT_EQ(outcome.status, RunStatus::Escalated);
  EXPECT_EQ(outcome.error->describe(), "com.demo.Failure: wrong");
}

TEST(MessageDriver, GivesTheMessageItsIdAsHeaderAndProperty) {
  Driven driven;
  std::string header;
  std::string property;

  driven.driver->run({}, {}, [&](Exchange& exchange, const Outcome&) {
    header = exchange.headers().text(kMessageId);
    property = exchange.properties().text(kMessageId);
  });

  EXPECT_TRUE(isMessageId(header)) << header;
  EXPECT_EQ(property, header);
  EXPECT_EQ(driven.entry().run->identity().message_id, header);
}

TEST(MessageDriver, TakesTheIdsItsSenderGives) {
  Driven driven;

  driven.run({.correlation_id = "C", .predecessor_id = "P", .message_id = "M", .caller_waits = false});

  const Run::Identity& identity = driven.entry().run->identity();
  EXPECT_EQ(identity.message_id, "M");
  EXPECT_EQ(identity.correlation_id, "C");
  EXPECT_EQ(identity.predecessor_id, "P");
  EXPECT_EQ(identity.flow_id, "orders");
  EXPECT_FALSE(identity.caller_waits);
}

TEST(MessageDriver, BeginsANewCorrelationForEachMessageWithoutOne) {
  Driven driven;

  driven.run();
  driven.run();

  const std::string& first = driven.bench.log.finished[0].run->identity().correlation_id;
  EXPECT_TRUE(isMessageId(first)) << first;
  EXPECT_NE(first, driven.bench.log.finished[1].run->identity().correlation_id);
}

TEST(MessageDriver, ShowsTheReplyWhatTheMessageBecame) {
  Driven driven([](Exchange& exchange) { exchange.setBody(Body(std::string("done"))); });
  std::string body;
  RunStatus status = RunStatus::Processing;

  driven.driver->run({}, {}, [&](Exchange& exchange, const Outcome& outcome) {
    body = exchange.body().text();
    status = outcome.status;
  });

  EXPECT_EQ(body, "done");
  EXPECT_EQ(status, RunStatus::Completed);
}

TEST(MessageDriver, WritesTheBeginBeforeTheFirstStep) {
  std::size_t begun = 0;
  Driven driven;
  driven.bench.work = [&](Exchange&) { begun = driven.bench.log.begun.size(); };

  driven.run();

  EXPECT_EQ(begun, 1U);
}

TEST(MessageDriver, WritesTheTimeAMessageEnded) {
  Driven driven;
  driven.bench.work = [&](Exchange&) { driven.bench.services.clock.advance(std::chrono::seconds{3}); };

  driven.run();

  EXPECT_EQ(driven.entry().end - driven.entry().run->start(), std::chrono::seconds{3});
}

TEST(MessageDriver, WritesNothingAtLevelNone) {
  Driven driven(fail);
  driven.context->level = LogLevel::None;

  EXPECT_EQ(driven.run().status, RunStatus::Failed);

  EXPECT_TRUE(driven.bench.log.begun.empty());
  EXPECT_TRUE(driven.bench.log.finished.empty());
}

TEST(MessageDriver, WritesAtTheLevelTheMessageAsksFor) {
  Driven driven;

  driven.run({.log_level = "debug"});

  EXPECT_EQ(driven.entry().run->level(), LogLevel::Debug);
}

TEST(MessageDriver, LetsNoMessageAskForATrace) {
  Driven driven;

  driven.run({.log_level = "TRACE"});

  EXPECT_EQ(driven.entry().run->level(), LogLevel::Info);
}

TEST(MessageDriver, TakesTheNamesOfTheLogFromTheMessage) {
  Driven driven([](Exchange& exchange) {
    exchange.headers().set("SAP_Sender", "Shop");
    exchange.headers().set("SAP_Receiver", "Warehouse");
    exchange.headers().set("SAP_ApplicationID", std::string(121, 'a'));
    exchange.headers().set("SAP_MessageType", std::string(101, 't'));
    exchange.properties().set("SAP_MessageProcessingLogCustomStatus", "Waiting");
  });

  driven.run();

  const RunSummary& summary = driven.entry().summary;
  EXPECT_EQ(summary.sender, "Shop");
  EXPECT_EQ(summary.receiver, "Warehouse");
  EXPECT_EQ(summary.application_id, std::string(120, 'a'));
  EXPECT_EQ(summary.message_type, std::string(100, 't'));
  EXPECT_EQ(summary.custom_status, "Waiting");
}

TEST(MessageDriver, NamesTheParticipantAsSenderUnlessTheMessageDoes) {
  Driven driven;

  driven.run();
  driven.run({.sender = "Partner"});

  EXPECT_EQ(driven.bench.log.finished[0].summary.sender, "Handed_system");
  EXPECT_EQ(driven.bench.log.finished[1].summary.sender, "Partner");
}

// P-REDEPLOY-005
TEST(MessageDriver, WritesNoEndOfAMessageThatWasAbandoned) {
  Driven driven;
  driven.bench.work = [&](Exchange&) { driven.context->in_flight.abandonAll(); };
  bool replied = false;

  driven.driver->run({}, {},
                     [&](Exchange&, const Outcome& outcome) { replied = outcome.status == RunStatus::Completed; });

  EXPECT_TRUE(driven.bench.log.finished.empty());
  EXPECT_TRUE(replied);
}

}  // namespace
}  // namespace iflowsim
