#include <gtest/gtest.h>

#include "runtime/compiler/compiler_testkit.h"

namespace iflowsim {
namespace {

/// Compiles no expression at all.
class RefusingLanguage final : public ExpressionLanguage {
 public:
  std::string_view name() const override { return "simple"; }
  Result<ExpressionPtr> compile(std::string_view, const ExpressionScope&) const override {
    return failure("SIMPLE-001", "a brace is not closed.");
  }
  Result<PredicatePtr> compileCondition(std::string_view, const ExpressionScope&) const override {
    return failure("SIMPLE-001", "a brace is not closed.");
  }
};

/// Compiles a flow whose start is followed by that step, and gives its findings, one a line.
std::string findingsOf(CompilerBench& bench, const std::string& kind,
                       const std::map<std::string, std::string>& properties = {}) {
  GraphBuilder(bench.main()).node("Start", "StartEvent").then("Step_1", kind, properties);
  EXPECT_EQ(bench.compile(), nullptr);
  return bench.diagnostics.toText();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(CompilerFindings, NameAStepThatIsNotSupported) {
  CompilerBench bench;

  const std::string findings = findingsOf(bench, "Script/JavaScript");

  EXPECT_TRUE(contains(findings, "error STEP-001")) << findings;
  EXPECT_TRUE(contains(findings, "'Step_1'")) << findings;
  EXPECT_TRUE(contains(findings, "Steps of the kind 'Script/JavaScript' are not supported.")) << findings;
}

TEST(CompilerFindings, NameASenderChannelThatIsNotSupported) {
  CompilerBench bench;
  addChannel(*bench.model, "SFTP", Direction::Sender, "Start");

  const std::string findings = findingsOf(bench, "Mark");

  EXPECT_TRUE(contains(findings, "error ADAPTER-001")) << findings;
  EXPECT_TRUE(contains(findings, "SFTP sender channel 'SFTP' (SFTP_channel)")) << findings;
}

TEST(CompilerFindings, NameAReceiverChannelThatIsNotSupported) {
  CompilerBench bench;
  addChannel(*bench.model, "IDOC", Direction::Receiver, "Step_1");

  const std::string findings = findingsOf(bench, "Send");

  EXPECT_TRUE(contains(findings, "error ADAPTER-002")) << findings;
  EXPECT_TRUE(contains(findings, "Receiver channels of the type 'IDOC' are not supported.")) << findings;
}

TEST(CompilerFindings, NameAnExpressionLanguageThatIsNotKnown) {
  CompilerBench bench;

  const std::string findings = findingsOf(bench, "Express", {{"language", "jsonpath"}});

  EXPECT_TRUE(contains(findings, "error EXPR-001")) << findings;
  EXPECT_TRUE(contains(findings, "The expression language 'jsonpath' is not known. Use simple or xpath.")) << findings;
}

TEST(CompilerFindings, QuoteAnExpressionThatIsWrong) {
  CompilerBench bench;
  bench.registries.languages.add(std::make_unique<RefusingLanguage>());

  const std::string findings = findingsOf(bench, "Express", {{"language", "simple"}, {"text", "${body"}});

  EXPECT_TRUE(contains(findings, "error SIMPLE-001")) << findings;
  EXPECT_TRUE(contains(findings, "'${body'")) << findings;
  EXPECT_TRUE(contains(findings, "a brace is not closed.")) << findings;
}

TEST(CompilerFindings, NameAProcessThatIsCalledButDoesNotExist) {
  CompilerBench bench;

  const std::string findings = findingsOf(bench, "Call", {{"process", "Process_9"}});

  EXPECT_TRUE(contains(findings, "error CALL-001")) << findings;
  EXPECT_TRUE(contains(findings, "The called process 'Process_9' does not exist.")) << findings;
}

TEST(CompilerFindings, AreGivenForEveryProblemOfTheFlow) {
  CompilerBench bench;
  addChannel(*bench.model, "SFTP", Direction::Sender, "Start");

  findingsOf(bench, "Script/JavaScript");

  EXPECT_EQ(bench.diagnostics.size(), 2U) << bench.diagnostics.toText();
}

}  // namespace
}  // namespace iflowsim
