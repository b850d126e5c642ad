#include "runtime/message/run.h"

#include <gtest/gtest.h>

#include "runtime/message/exchange.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// A run with one exchange, at a log level.
struct Running {
  explicit Running(LogLevel level) : run({.message_id = "M", .flow_id = "orders"}, level, clock), exchange(run) {}

  void step(const std::string_view id) { run.endStep(run.beginStep(id, "Step", "Enricher", exchange), {}, exchange); }
  void steps(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) step("Step_1");
  }

  ManualClock clock;
  Run run;
  Exchange exchange;
};

TEST(Run, StartsAtTheTimeOfTheTenantsClock) {
  const Running running(LogLevel::Info);

  EXPECT_EQ(running.run.start(), running.clock.now());
}

TEST(Run, RecordsWhichStepRanAndWhen) {
  Running running(LogLevel::Info);
  running.clock.advance(std::chrono::seconds{5});

  running.step("CallActivity_1");

  ASSERT_EQ(running.run.steps().size(), 1U);
  const StepRun& step = running.run.steps().front();
  EXPECT_EQ(step.step_id, "CallActivity_1");
  EXPECT_EQ(step.step_name, "Step");
  EXPECT_EQ(step.step_kind, "Enricher");
  EXPECT_EQ(step.start, running.clock.now());
  EXPECT_GE(step.duration, 0);
  EXPECT_EQ(step.error, "");
}

TEST(Run, RecordsWhyAStepFailed) {
  Running running(LogLevel::Info);

  const auto number = running.run.beginStep("Step_1", "Step", "Enricher", running.exchange);
  running.run.endStep(number, "java.lang.Error: wrong", running.exchange);

  EXPECT_EQ(running.run.steps().front().error, "java.lang.Error: wrong");
}

TEST(Run, EndsTheOuterOfTwoOpenSteps) {
  Running running(LogLevel::Info);
  const auto outer = running.run.beginStep("Outer", "", "", running.exchange);
  const auto inner = running.run.beginStep("Inner", "", "", running.exchange);

  running.run.endStep(inner, {}, running.exchange);
  running.run.endStep(outer, "outer failed", running.exchange);

  EXPECT_EQ(running.run.steps()[0].error, "outer failed");
  EXPECT_EQ(running.run.steps()[1].error, "");
}

TEST(Run, TakesNoSnapshotsBelowTrace) {
  Running running(LogLevel::Debug);

  running.step("Step_1");

  EXPECT_EQ(running.run.steps().front().before, nullptr);
  EXPECT_EQ(running.run.steps().front().after, nullptr);
}

TEST(Run, ShowsTheMessageBeforeAndAfterAStepAtLevelTrace) {
  Running running(LogLevel::Trace);
  running.exchange.setBody(Body(std::string("before")));
  running.exchange.headers().set("Country", "DE");

  const auto number = running.run.beginStep("Step_1", "", "", running.exchange);
  running.exchange.setBody(Body(std::string("after")));
  running.exchange.properties().set("order", 7);
  running.run.endStep(number, {}, running.exchange);

  const StepRun& step = running.run.steps().front();
  EXPECT_EQ(step.before->body, "before");
  EXPECT_EQ(step.before->headers, (Pairs{{"Country", "DE"}}));
  EXPECT_EQ(step.before->properties, Pairs());
  EXPECT_EQ(step.after->body, "after");
  EXPECT_EQ(step.after->properties, (Pairs{{"order", "7"}}));
}

TEST(Run, DropsTheOldestStepsBelowDebug) {
  Running running(LogLevel::Info);
  running.step("First");

  running.steps(2 * Run::kStepsKept);

  EXPECT_GE(running.run.steps().size(), Run::kStepsKept);
  EXPECT_LE(running.run.steps().size(), 2 * Run::kStepsKept);
  EXPECT_EQ(running.run.droppedSteps() + running.run.steps().size(), 2 * Run::kStepsKept + 1);
  EXPECT_EQ(running.run.steps().front().step_id, "Step_1");
}

TEST(Run, KeepsEveryStepAtDebug) {
  Running running(LogLevel::Debug);

  running.steps(4 * Run::kStepsKept);

  EXPECT_EQ(running.run.steps().size(), 4 * Run::kStepsKept);
  EXPECT_EQ(running.run.droppedSteps(), 0U);
}

TEST(Run, ForgetsTheEndOfAStepThatWasDropped) {
  Running running(LogLevel::Info);
  const auto outer = running.run.beginStep("Outer", "", "", running.exchange);
  running.steps(3 * Run::kStepsKept);

  running.run.endStep(outer, "too late", running.exchange);

  for (const StepRun& step : running.run.steps()) EXPECT_EQ(step.error, "");
}

TEST(Run, AddsPropertiesToTheStepThatBeganLast) {
  Running running(LogLevel::Info);
  running.run.addStepProperty("Early", "ignored");
  running.step("Step_1");
  running.step("Step_2");

  running.run.addStepProperty("RealDestinationUrl", "https://a.test");

  EXPECT_EQ(running.run.steps()[0].properties, Pairs());
  EXPECT_EQ(running.run.steps()[1].properties, (Pairs{{"RealDestinationUrl", "https://a.test"}}));
}

TEST(Run, ShortensCustomHeadersTo200Characters) {
  Running running(LogLevel::Info);

  running.run.addCustomHeader("Order", std::string(201, 'x'));

  EXPECT_EQ(running.run.customHeaders(), (Pairs{{"Order", std::string(200, 'x')}}));
}

TEST(Run, KeepsTheAttachmentsOfTheLogInOrder) {
  Running running(LogLevel::Info);

  running.run.addAttachment({.name = "first", .media_type = "text/plain", .content = "1"});
  running.run.addAttachment({.name = "second", .media_type = "text/plain", .content = "2"});

  ASSERT_EQ(running.run.attachments().size(), 2U);
  EXPECT_EQ(running.run.attachments()[0].name, "first");
}

TEST(Run, NamesTheStepOfTheErrorItNoted) {
  Running running(LogLevel::Info);

  running.run.noteError("java.lang.Error: wrong", "Step_1");

  EXPECT_EQ(running.run.lastError(), "java.lang.Error: wrong");
  EXPECT_EQ(running.run.lastErrorStep(), "Step_1");
}

TEST(LogLevel, IsSpelledInCapitals) {
  EXPECT_EQ(toText(LogLevel::None), "NONE");
  EXPECT_EQ(toText(LogLevel::Error), "ERROR");
  EXPECT_EQ(toText(LogLevel::Info), "INFO");
  EXPECT_EQ(toText(LogLevel::Debug), "DEBUG");
  EXPECT_EQ(toText(LogLevel::Trace), "TRACE");
}

TEST(RunStatus, IsSpelledInCapitals) {
  EXPECT_EQ(toText(RunStatus::Processing), "PROCESSING");
  EXPECT_EQ(toText(RunStatus::Completed), "COMPLETED");
  EXPECT_EQ(toText(RunStatus::Failed), "FAILED");
  EXPECT_EQ(toText(RunStatus::Retry), "RETRY");
  EXPECT_EQ(toText(RunStatus::Escalated), "ESCALATED");
  EXPECT_EQ(toText(RunStatus::Cancelled), "CANCELLED");
  EXPECT_EQ(toText(RunStatus::Discarded), "DISCARDED");
  EXPECT_EQ(toText(RunStatus::Abandoned), "ABANDONED");
}

}  // namespace
}  // namespace iflowsim
