#include "runtime/script/hosted_xpath.h"

#include <cmath>
#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/script/java_host.h"
#include "runtime/script/script_host.h"
#include "runtime/spi/expression.h"
#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::script {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kOrder = "<Order xmlns='urn:o'><Item n='1'>a</Item><Item n='2'>b</Item></Order>";

/// Expressions in the real host. Skipped where that was not built.
class HostedXPathTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::string(IFLOWSIM_SCRIPT_HOST_ARGS).empty())
      GTEST_SKIP() << "the script host was not built: there is no JDK";
    ScriptHost::Options options;
    options.launch = [this] {
      return startJavaHost({.arguments_file = IFLOWSIM_SCRIPT_HOST_ARGS, .scratch = folder.path() / "scratch"});
    };
    host =
        std::make_unique<ScriptHost>(options, TenantServices{services.credentials, services.keystore,
                                                             services.memory.all, no_values, nobody, services.clock});
    exchange.setBody(Body(kOrder));
  }

  NewerXPathPtr compile(const std::string& text) {
    auto compiled = host->compileXPath(text, {{"o", "urn:o"}});
    EXPECT_TRUE(compiled) << (compiled ? "" : compiled.error().text);
    return compiled ? *compiled : nullptr;
  }
  Value evaluate(const std::string& text) {
    const auto compiled = compile(text);
    EXPECT_FALSE(compiled->problem()) << compiled->problem()->text;
    return compiled->evaluate(exchange);
  }
  /// What it fails with.
  std::string failureOf(const std::string& text) {
    try {
      (void)evaluate(text);
      return "nothing was thrown";
    } catch (const FlowError& error) {
      return error.describe();
    }
  }

  FakeServices services;
  NoValueMappings no_values;
  EmptyPartnerDirectory nobody;
  iflowsim::testing::TemporaryFolder folder;
  std::unique_ptr<ScriptHost> host;
  iflowsim::Run run{{.message_id = "M1", .flow_id = "orders"}, LogLevel::Debug, services.clock};
  Exchange exchange{run};
};

TEST_F(HostedXPathTest, AnswersPlainValuesByTheirKind) {
  EXPECT_EQ(evaluate("upper-case(//o:Item[1])"), Value("A"));
  EXPECT_EQ(evaluate("exists(//*:Item)"), Value(true));
  EXPECT_EQ(evaluate("sum(//o:Item/@n) * 0.5"), Value(1.5));
  EXPECT_EQ(evaluate("9007199254740993"), Value("9007199254740993"));
  EXPECT_EQ(evaluate("xs:date('2024-01-31')"), Value("2024-01-31"));
}

TEST_F(HostedXPathTest, AnswersNodesWithTheirMarkup) {
  const Value found = evaluate("//*:Item[@n = ('1', '2')]");

  EXPECT_EQ(found.toText(), "a");
  const auto* object = found.as<std::shared_ptr<const OpaqueValue>>();
  ASSERT_NE(object, nullptr);
  const auto& nodes = dynamic_cast<const XmlNodes&>(**object);
  EXPECT_THAT(nodes.toXml(), HasSubstr(R"(n="2">b</Item>)"));
  EXPECT_THAT(nodes.texts(), ElementsAre("a", "b"));
  EXPECT_FALSE(nodes.empty());
}

TEST_F(HostedXPathTest, AnswersNothingByNoNodes) {
  const Value found = evaluate("()");

  EXPECT_EQ(found.toText(), "");
  EXPECT_TRUE(dynamic_cast<const XmlNodes&>(**found.as<std::shared_ptr<const OpaqueValue>>()).empty());
}

TEST_F(HostedXPathTest, SeesHeadersElsePropertiesAsVariables) {
  exchange.headers().set("Limit", "1");
  exchange.properties().set("limit", 7);
  exchange.properties().set("factor", 3);

  EXPECT_EQ(evaluate("($limit + 1) * $factor"), Value(6.0));
  EXPECT_EQ(evaluate("empty($unset)"), Value(true));
}

TEST_F(HostedXPathTest, AsksWhetherAConditionHolds) {
  EXPECT_TRUE(compile("some $i in //o:Item satisfies $i/@n = '2'")->matches(exchange));
  EXPECT_FALSE(compile("//o:Item[@n eq '3']")->matches(exchange));
}

TEST_F(HostedXPathTest, LeavesTheMessageAsItIs) {
  (void)evaluate("//*:Item/string()");

  EXPECT_EQ(exchange.properties().get("iflowsim.xpath.text"), Value());
  EXPECT_EQ(exchange.body().text(), kOrder);
}

TEST_F(HostedXPathTest, SaysWhatIsWrongWithAnExpression) {
  const auto compiled = compile("for $i in //o:Item returns $i");

  ASSERT_TRUE(compiled->problem());
  EXPECT_THAT(compiled->problem()->text, HasSubstr("return"));
}

TEST_F(HostedXPathTest, FailsAsXPathExpressionException) {
  EXPECT_THAT(failureOf("xs:integer(//o:Item[1])"),
              HasSubstr("javax.xml.xpath.XPathExpressionException: The XPath 'xs:integer(//o:Item[1])' cannot be "
                        "evaluated: Cannot convert string \"a\""));
}

TEST_F(HostedXPathTest, ReadsNoFiles) {
  EXPECT_THAT(failureOf("doc('file:///etc/hostname')"), HasSubstr("files of their bundle only"));
}

}  // namespace
}  // namespace iflowsim::script
