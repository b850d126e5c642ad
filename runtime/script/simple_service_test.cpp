#include "runtime/script/simple_service.h"

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "runtime/message/java_number.h"
#include "runtime/message/run.h"
#include "tests/support/fake_services.h"

namespace iflowsim::script {
namespace {

class SimpleServiceTest : public ::testing::Test {
 protected:
  Value evaluate(const std::string& text, const Value& headers = {}, const Value& properties = {},
                 const Value& body = {}) {
    return service.answer(exchange, "evaluate", {text, headers, properties, body});
  }

  std::string classThrownBy(const std::function<void()>& action) {
    try {
      action();
      return "nothing was thrown";
    } catch (const FlowError& error) {
      return error.className();
    }
  }

  FakeServices services;
  SimpleService service;
  iflowsim::Run run{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, services.clock};
  Exchange exchange{run};
};

// P-SCRIPT-094
TEST_F(SimpleServiceTest, TakesHeadersAndPropertiesAsTheScriptSeesThem) {
  exchange.headers().set("Gone", "1");
  exchange.headers().set("Kept", "1");
  exchange.properties().set("kept", "old");

  const Value headers = Value::map({{"KEPT", "1"}, {"New", 2}});
  const Value properties = Value::map({{"kept", "new"}});

  EXPECT_EQ(evaluate("${header.gone}|${header.kept}|${header.new}|${property.kept}", headers, properties).toText(),
            "|1|2|new");
  EXPECT_EQ(evaluate("${header.gone}|${property.kept}").toText(), "1|old");
  EXPECT_EQ(exchange.headers().text("Gone"), "1");
}

// P-SCRIPT-094
TEST_F(SimpleServiceTest, KeepsObjectsThatTheScriptLeftAlone) {
  exchange.properties().set("list", Value::list({"a", "b"}));

  const Value properties = Value::map({{"list", Value::list({"[a, b]"})}, {"made", Value::list({"[c]"})}});

  EXPECT_EQ(evaluate("${property.list[1]}", {}, properties), Value("b"));
  EXPECT_EQ(evaluate("${property.made}", {}, properties), Value("[c]"));
}

// P-SCRIPT-094
TEST_F(SimpleServiceTest, TakesTheBodyThatTheScriptSet) {
  exchange.setBody(Body("sent"));

  EXPECT_EQ(evaluate("${body}!").toText(), "sent!");
  EXPECT_EQ(evaluate("${body}!", {}, {}, "set").toText(), "set!");
  EXPECT_EQ(evaluate("${body}!", {}, {}, std::make_shared<const std::string>("bytes")).toText(), "bytes!");
  EXPECT_EQ(evaluate("${body}!", {}, {}, Value::list({})).toText(), "!");
}

// P-SCRIPT-094
TEST_F(SimpleServiceTest, TellsConditionsFromExpressions) {
  exchange.properties().set("count", javaNumber("java.lang.Long", "10"));

  EXPECT_EQ(service.answer(exchange, "matches", {"${property.count} > 9"}), Value(true));
  EXPECT_EQ(service.answer(exchange, "matches", {"${property.count} > 10"}), Value(false));
  EXPECT_EQ(evaluate("${property.count} > 9"), Value("10 > 9"));
}

// P-SCRIPT-095
TEST_F(SimpleServiceTest, RefusesWhatItCannotAnswer) {
  EXPECT_EQ(classThrownBy([&] { evaluate("${date:"); }),
            "org.apache.camel.language.simple.types.SimpleIllegalSyntaxException");
  EXPECT_EQ(classThrownBy([&] { service.answer(exchange, "matches", {"${body} == "}); }),
            "org.apache.camel.language.simple.types.SimpleIllegalSyntaxException");
  EXPECT_EQ(classThrownBy([&] { service.answer(exchange, "compile", {"${body}"}); }),
            "com.sap.it.api.exception.ITApiRuntimeException");
}

}  // namespace
}  // namespace iflowsim::script
