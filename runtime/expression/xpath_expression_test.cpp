#include "runtime/expression/xpath_expression.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "runtime/expression/expression_testing.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim {
namespace {

/// Its value is its text, and it always holds.
class FakeXPath final : public NewerXPath {
 public:
  FakeXPath(Value value, std::optional<ScriptProblem> problem)
      : value_(std::move(value)), problem_(std::move(problem)) {}
  const std::optional<ScriptProblem>& problem() const override { return problem_; }
  Value evaluate(const Exchange&) const override { return value_; }
  bool matches(const Exchange&) const override { return true; }

 private:
  Value value_;
  std::optional<ScriptProblem> problem_;
};

class XPathEngine final : public ScriptEngine {
 public:
  Result<ScriptPtr> compile(const ScriptBundle&, const ScriptEntry&, const ScriptCaller&) override {
    return failure("SCRIPT-005", "no scripts");
  }
  Result<NewerXPathPtr> compileXPath(const std::string& text,
                                     const std::map<std::string, std::string>& namespaces) override {
    if (no_host) return failure("SCRIPT-005", "There is no Java on this machine.");
    asked += text + ' ' + std::to_string(namespaces.size()) + '\n';
    return std::make_shared<const FakeXPath>(value, problem);
  }
  std::optional<ScriptBundle> collection(const std::string&) const override { return std::nullopt; }

  bool no_host = false;
  std::optional<ScriptProblem> problem;
  Value value = "found";
  std::string asked;
};

struct NewerXPathTest : public ::testing::Test {
  NewerXPathTest() {
    testing.scope().scripts = &engine;
    testing.scope().namespaces = {{"o", "urn:o"}};
    testing.body("<a/>");
  }

  XPathEngine engine;
  ExpressionTesting testing;
};

// P-EXPR-060
TEST_F(NewerXPathTest, IsLeftToTheScriptHost) {
  const auto compiled = testing.language("xpath").compile(" replace(//o:a, 'x', 'y') ", testing.scope());

  ASSERT_TRUE(compiled) << compiled.error().text;
  EXPECT_EQ(engine.asked, "replace(//o:a, 'x', 'y') 1\n");
  EXPECT_EQ((*compiled)->evaluate(testing.exchange()), Value("found"));
  EXPECT_TRUE((*compiled)->mayBlock());
}

TEST_F(NewerXPathTest, GivesWholeNumbersAsIntegers) {
  engine.value = 3.0;
  const auto compiled = testing.language("xpath").compile("avg(//a)", testing.scope());

  EXPECT_EQ((*compiled)->evaluate(testing.exchange()), Value(3));
}

TEST_F(NewerXPathTest, IsAConditionToo) {
  const auto compiled = testing.language("xpath").compileCondition("//a eq 'x'", testing.scope());

  ASSERT_TRUE(compiled) << compiled.error().text;
  EXPECT_TRUE((*compiled)->matches(testing.exchange()));
  EXPECT_TRUE((*compiled)->mayBlock());
}

TEST_F(NewerXPathTest, NeedsXmlAsVersion1Does) {
  testing.body("no xml");
  const auto compiled = testing.language("xpath").compile("avg(//a)", testing.scope());

  EXPECT_THROW((void)(*compiled)->evaluate(testing.exchange()), FlowError);
}

TEST_F(NewerXPathTest, LeavesVersion1ToLibxml2) {
  const auto compiled = testing.language("xpath").compile("count(//o:a)", testing.scope());

  ASSERT_TRUE(compiled);
  EXPECT_EQ(engine.asked, "");
  EXPECT_FALSE((*compiled)->mayBlock());
}

TEST_F(NewerXPathTest, IsTriedForWhatLibxml2CannotRead) {
  EXPECT_TRUE(testing.language("xpath").compile("//a[1][", testing.scope()));
  EXPECT_EQ(engine.asked, "//a[1][ 1\n");
}

TEST_F(NewerXPathTest, IsNotTriedForAPrefixWithoutNamespace) {
  EXPECT_EQ(testing.xpathError("//x:a").substr(0, 9), "XPATH-003");
  EXPECT_EQ(engine.asked, "");
}

TEST_F(NewerXPathTest, IsWrongInTheWordsOfItsCompiler) {
  engine.problem = ScriptProblem{.text = "expected \"return\", found \"returns\""};

  EXPECT_EQ(testing.xpathError("for $i in //a returns $i"),
            "XPATH-001: The XPath 'for $i in //a returns $i' is wrong: expected \"return\", found \"returns\". Correct "
            "the expression.");
}

TEST_F(NewerXPathTest, KeepsTheComplaintOfVersion1AboutWhatNobodyCanRead) {
  engine.problem = ScriptProblem{.text = "unexpected end"};

  EXPECT_EQ(testing.xpathError("//a[").substr(0, 46), "XPATH-001: The XPath '//a[' is wrong at positi");
}

// P-EXPR-060
TEST_F(NewerXPathTest, MayBePutTogetherForEachMessage) {
  const auto value = testing.language("xpath").compile("replace(//a, '${header.from}', 'y')", testing.scope());
  const auto condition = testing.language("xpath").compileCondition("//a eq '${header.from}'", testing.scope());
  testing.exchange().headers().set("from", "x");

  ASSERT_TRUE(value && condition);
  EXPECT_TRUE((*value)->mayBlock() && (*condition)->mayBlock());
  EXPECT_EQ((*value)->evaluate(testing.exchange()), Value("found"));
  EXPECT_EQ((*value)->evaluate(testing.exchange()), Value("found"));
  EXPECT_TRUE((*condition)->matches(testing.exchange()));
  EXPECT_EQ(engine.asked, "replace(//a, 'x', 'y') 1\n//a eq 'x' 1\n") << "each text is compiled once";
}

TEST_F(NewerXPathTest, FailsTheMessageForWhichItIsWrong) {
  engine.problem = ScriptProblem{.text = "unexpected end"};
  const auto compiled = testing.language("xpath").compile("//a eq ${header.from}", testing.scope());

  ASSERT_TRUE(compiled);
  EXPECT_THROW((void)(*compiled)->evaluate(testing.exchange()), FlowError);
}

TEST_F(NewerXPathTest, SaysWhatIsMissingWithoutAHost) {
  engine.no_host = true;

  const std::string error = testing.xpathError("//a eq 'x'");
  EXPECT_EQ(error.substr(0, 9), "XPATH-002");
  EXPECT_NE(error.find("There is no Java on this machine."), std::string::npos) << error;
}

}  // namespace
}  // namespace iflowsim
