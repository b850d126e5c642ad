#include "runtime/compiler/flow_compiler.h"

#include <memory>

#include <gtest/gtest.h>

#include "runtime/compiler/compiler_testkit.h"

namespace iflowsim {
namespace {

Headers headersOf(const std::string& name, const std::string& value) {
  Headers headers;
  headers.set(name, value);
  return headers;
}

/// A local process `Local` called by the main process.
GraphBuilder calledProcess(CompilerBench& bench) {
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Call", "Call", {{"process", "Local"}});
  return GraphBuilder(addProcess(*bench.model, "Local", true).graph);
}

GraphBuilder handlerOf(Process& process) {
  return GraphBuilder(process.exception_subprocess.emplace().graph);
}

/// Its expressions wait for something outside of the process.
class WaitingLanguage final : public ExpressionLanguage {
 public:
  std::string_view name() const override { return "waiting"; }
  Result<ExpressionPtr> compile(std::string_view, const ExpressionScope&) const override {
    class Waiting final : public Expression {
      Value evaluate(const Exchange&) const override { return {}; }
      bool mayBlock() const override { return true; }
    };
    return std::make_shared<const Waiting>();
  }
  Result<PredicatePtr> compileCondition(std::string_view, const ExpressionScope&) const override {
    return failure("EXPR-001", "no conditions");
  }
};

AdapterSpec receiverSpec(const std::string& type) {
  class Blocking final : public Receiver {
    void call(Exchange& exchange) const override { exchange.headers().set("trail", "received"); }
  };
  AdapterSpec spec;
  spec.type = type;
  spec.direction = Direction::Receiver;
  spec.build_receiver = [](BuildContext&, const Channel&) { return std::make_unique<Blocking>(); };
  return spec;
}

TEST(FlowCompiler, RunsTheStepsBehindTheStartInTheirOrder) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("A", "Mark").then("B", "Mark");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow), "Start A B");
}

TEST(FlowCompiler, BuildsOnceWhatConvergingPathsShare) {
  CompilerBench bench;
  GraphBuilder graph(bench.main());
  graph.node("Start", "StartEvent").then("Fork", "Fork").then("A", "Mark");
  graph.node("B", "Mark").edge("Fork", "B").then("Shared", "Mark").edge("A", "Shared").then("End", "Mark");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow, headersOf("way", "0")), "Start A Shared End");
  EXPECT_EQ(bench.run(*flow, headersOf("way", "1")), "Start B Shared End");
  EXPECT_EQ(bench.builds["Shared"], 1);
  EXPECT_EQ(bench.builds["End"], 1);
}

TEST(FlowCompiler, EndsThePathAtAStepThatOwnsItsBranches) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Fork", "Fork").then("A", "Mark");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow, headersOf("way", "0")), "Start A");
  EXPECT_EQ(bench.builds["A"], 1);
}

TEST(FlowCompiler, ComesToAnEndOnPathsThatRunInACircle) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("A", "Mark").then("B", "Mark").edge("B", "A");

  EXPECT_NE(bench.compile(), nullptr);
}

TEST(FlowCompiler, LetsALocalProcessCallItself) {
  CompilerBench bench;
  calledProcess(bench).node("Again", "StartEvent").then("Recursion", "Call", {{"process", "Local"}});

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow, headersOf("calls", "3")), "Start Again Again Again");
  EXPECT_FALSE(flow->entries().front().may_block);
}

TEST(FlowCompiler, MakesNoEntryOfALocalProcess) {
  CompilerBench bench;
  calledProcess(bench).node("Inside", "StartEvent");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  ASSERT_EQ(flow->entries().size(), 1U);
  EXPECT_EQ(flow->entries().front().process->id, "Main");
}

TEST(FlowCompiler, KnowsThatAnEntryMayBlockInAProcessItCalls) {
  CompilerBench bench;
  calledProcess(bench).node("Inside", "StartEvent").then("Wait", "Wait");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_TRUE(flow->entries().front().may_block);
}

TEST(FlowCompiler, KnowsThatAnEntryMayBlockInItsExceptionSubprocess) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent");
  handlerOf(bench.model->processes.front()).node("Caught", "StartEvent").then("Wait", "Wait");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_TRUE(flow->entries().front().may_block);
}

TEST(FlowCompiler, KnowsThatAnEntryMayBlockInAnExpression) {
  CompilerBench bench;
  bench.registries.languages.add(std::make_unique<WaitingLanguage>());
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Ask", "Express", {{"language", "waiting"}});

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_TRUE(flow->entries().front().may_block);
}

TEST(FlowCompiler, LendsAStepTheReceiverOfItsChannel) {
  CompilerBench bench;
  bench.registries.adapters.add(receiverSpec("HTTP"));
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Send", "Send");
  addChannel(*bench.model, "HTTP", Direction::Receiver, "Send");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow), "received");
  EXPECT_TRUE(flow->entries().front().may_block);
}

TEST(FlowCompiler, MakesATimerStartEventASenderOfTypeTimer) {
  CompilerBench bench;
  Channel built;
  AdapterSpec timer;
  timer.type = "Timer";
  timer.direction = Direction::Sender;
  timer.build_sender = [&built](BuildContext&, const Channel& channel) {
    built = channel;
    return std::make_unique<IdleSender>();
  };
  bench.registries.adapters.add(timer);
  GraphBuilder(bench.main()).node("Every hour", "TimerStartEvent");
  bench.main().nodes.front().event_properties.set("scheduleKey", "hourly");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(flow->entries().front().senders.size(), 1U);
  EXPECT_EQ(built.id, "Every hour");
  EXPECT_EQ(built.properties.get("scheduleKey"), "hourly");
}

TEST(FlowCompiler, NamesTheParticipantThatSends) {
  CompilerBench bench;
  AdapterSpec https;
  https.type = "HTTPS";
  https.direction = Direction::Sender;
  https.build_sender = [](BuildContext&, const Channel&) { return std::make_unique<IdleSender>(); };
  bench.registries.adapters.add(https);
  GraphBuilder(bench.main()).node("Start", "StartEvent");
  addChannel(*bench.model, "HTTPS", Direction::Sender, "Start");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(flow->entries().front().sender_name, "HTTPS_system");
}

TEST(FlowCompiler, CompilesAFlowWithWarnings) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Odd", "Warn");

  EXPECT_NE(bench.compile(), nullptr);
  ASSERT_EQ(bench.diagnostics.size(), 1U);
  EXPECT_EQ(bench.diagnostics.items().front().element_kind, "Warn step");
}

TEST(FlowCompiler, LetsTheExceptionSubprocessEndAFailedMessage) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Fail", "Fail").then("Never", "Mark");
  handlerOf(bench.model->processes.front()).node("Caught", "StartEvent");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow), "Start Caught");
}

TEST(FlowCompiler, LetsAFailureOfALocalProcessPassTheCallersExceptionSubprocess) {
  CompilerBench bench;
  calledProcess(bench).node("Inside", "StartEvent").then("Fail", "Fail");
  handlerOf(bench.model->processes.front()).node("Caught", "StartEvent");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_THROW(bench.run(*flow, headersOf("calls", "1")), FlowError);
}

TEST(FlowCompiler, LetsTheCallerCatchAFailureOfALocalProcessWhenTheTenantSaysSo) {
  CompilerBench bench;
  bench.services.options.local_exception_bubbles = true;
  calledProcess(bench).node("Inside", "StartEvent").then("Fail", "Fail");
  handlerOf(bench.model->processes.front()).node("Caught", "StartEvent");

  const auto flow = bench.compile();

  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();
  EXPECT_EQ(bench.run(*flow, headersOf("calls", "1")), "Start Inside Caught");
}

TEST(FlowCompiler, MakesAForeignExceptionOfAStepTheRuntimesOwn) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Crash", "Crash", {{"text", "out of luck"}});
  const auto flow = bench.compile();
  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();

  try {
    bench.run(*flow);
    ADD_FAILURE() << "no exception";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(), "org.apache.camel.RuntimeCamelException: out of luck");
  }
  EXPECT_EQ(bench.last->lastErrorStep(), "Crash");
}

TEST(FlowCompiler, RecordsEveryStepThatDoesNotRecordItself) {
  CompilerBench bench;
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Fork", "Fork").then("A", "Mark");
  const auto flow = bench.compile();
  ASSERT_NE(flow, nullptr) << bench.diagnostics.toText();

  bench.run(*flow, headersOf("way", "0"));

  ASSERT_EQ(bench.last->steps().size(), 2U);
  EXPECT_EQ(bench.last->steps()[0].step_id, "Start");
  EXPECT_EQ(bench.last->steps()[1].step_id, "A");
}

}  // namespace
}  // namespace iflowsim
