#include "runtime/script/java_host.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/script/script_host.h"
#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::script {
namespace {

using ::testing::HasSubstr;

constexpr const char* kFile = "src/main/resources/script/orders.groovy";

/// A tenant whose scripts run in the real host. Skipped where that was not built.
class JavaHostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::string(IFLOWSIM_SCRIPT_HOST_ARGS).empty())
      GTEST_SKIP() << "the script host was not built: there is no JDK";
    options.launch = [this] {
      ++launches;
      auto started = startJavaHost({.arguments_file = IFLOWSIM_SCRIPT_HOST_ARGS, .scratch = folder.path() / "scratch"});
      if (started) process = started->get();
      return started;
    };
    start();
  }

  NoValueMappings no_values;
  EmptyPartnerDirectory nobody;

  void start() {
    host = std::make_unique<ScriptHost>(
        options, TenantServices{services.credentials, services.keystore, services.number_ranges, no_values, nobody});
  }

  ScriptPtr compile(const std::string& text, const std::string& function = "processData") {
    const ScriptBundle bundle{"orders", {{kFile, std::make_shared<const std::string>(text)}}};
    auto script = host->compile(bundle, {ScriptLanguage::Groovy, kFile, function}, {"orders", "CallActivity_1"});
    EXPECT_TRUE(script) << (script ? "" : script.error().text);
    return script ? *script : nullptr;
  }

  /// The body of `processData`.
  ScriptPtr script(const std::string& statements) {
    return compile(
        "import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n" +
        statements + "\nreturn message\n}\n");
  }

  /// What the script fails with.
  std::string failureOf(const ScriptPtr& given) {
    try {
      given->run(exchange);
      return "nothing was thrown";
    } catch (const FlowError& error) {
      return error.describe();
    }
  }

  FakeServices services;
  iflowsim::testing::TemporaryFolder folder;
  ScriptHost::Options options;
  int launches = 0;
  HostProcess* process = nullptr;
  std::unique_ptr<ScriptHost> host;
  iflowsim::Run run{{.message_id = "M1", .flow_id = "orders"}, LogLevel::Debug, services.clock};
  Exchange exchange{run};
};

TEST_F(JavaHostTest, StartsWithTheFirstScriptOnly) {
  EXPECT_EQ(launches, 0);

  script("");
  script("message.setBody('x')");

  EXPECT_EQ(launches, 1);
}

TEST_F(JavaHostTest, RunsAScriptOnTheMessage) {
  exchange.setBody(Body("hello"));
  exchange.headers().set("Name", "Anna");
  exchange.headers().set("Old", "x");
  exchange.properties().set("count", 41);

  script(
      "message.setBody(message.getBody(String).reverse())\n"
      "message.setHeader('Greeting', 'Dear ' + message.getHeaders().get('name'))\n"
      "message.getHeaders().remove('old')\n"
      "message.setProperty('count', message.getProperty('count') + 1)")
      ->run(exchange);

  EXPECT_EQ(exchange.body().text(), "olleh");
  EXPECT_EQ(exchange.headers().text("Greeting"), "Dear Anna");
  EXPECT_FALSE(exchange.headers().contains("Old"));
  EXPECT_EQ(exchange.properties().get("count"), Value(42));
}

TEST_F(JavaHostTest, CallsTheFunctionAskedFor) {
  compile("def other(message) { message.setBody('other'); return message }", "other")->run(exchange);

  EXPECT_EQ(exchange.body().text(), "other");
}

TEST_F(JavaHostTest, KeepsAnObjectOfOneScriptForTheNext) {
  script("message.setProperty('prices', [a: new BigDecimal('1.50')])")->run(exchange);
  script("message.setBody('' + (message.getProperty('prices').a * 2) + message.getProperty('prices').getClass())")
      ->run(exchange);

  EXPECT_EQ(exchange.body().text(), "3.00class java.util.LinkedHashMap");
  EXPECT_EQ(exchange.properties().text("prices"), "{a=1.50}");
}

TEST_F(JavaHostTest, ShowsABodyAsTheKindTheScriptBeforeLeft) {
  const std::string kind = "message.setProperty('kind', message.getBody().getClass().getSimpleName())";
  exchange.setBody(Body("<a/>"));
  script(kind + "\nmessage.setBody('text')")->run(exchange);
  EXPECT_EQ(exchange.properties().text("kind"), "InputStreamCache");

  script(kind + "\nmessage.setBody([1, 2])")->run(exchange);
  EXPECT_EQ(exchange.properties().text("kind"), "String");
  EXPECT_EQ(exchange.body().text(), "[1, 2]");

  script(kind)->run(exchange);
  EXPECT_EQ(exchange.properties().text("kind"), "ArrayList");
}

TEST_F(JavaHostTest, CarriesLargeBodiesBothWays) {
  exchange.setBody(Body(std::string(3U << 20U, 'a')));

  script("message.setBody(message.getBody(String) + 'b')")->run(exchange);

  EXPECT_EQ(exchange.body().size(), (3U << 20U) + 1);
  EXPECT_EQ(exchange.body().view().back(), 'b');
}

TEST_F(JavaHostTest, WritesToTheLogOfTheMessage) {
  script(
      "def log = messageLogFactory.getMessageLog(message)\n"
      "log.addAttachmentAsString('Order', 'the order', 'text/plain')\n"
      "log.addCustomHeaderProperty('Number', '4711')")
      ->run(exchange);

  ASSERT_EQ(run.attachments().size(), 1U);
  EXPECT_EQ(run.attachments()[0].content, "the order");
  ASSERT_EQ(run.customHeaders().size(), 1U);
  EXPECT_EQ(run.customHeaders()[0].second, "4711");
}

TEST_F(JavaHostTest, AnswersTheSecureStoreFromTheTenant) {
  services.credentials.add("shop", {"anna", "geheim"});

  script(
      "def service = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService.class, "
      "null)\n"
      "def c = service.getUserCredential('shop')\n"
      "message.setBody(c.getUsername() + ':' + new String(c.getPassword()))")
      ->run(exchange);

  EXPECT_EQ(exchange.body().text(), "anna:geheim");
}

TEST_F(JavaHostTest, NamesScriptAndLineOfAnException) {
  const auto failing = script("throw new IllegalStateException('no order')");

  EXPECT_THAT(failureOf(failing),
              HasSubstr("javax.script.ScriptException: java.lang.Exception: java.lang.IllegalStateException: no "
                        "order@ line 3 in orders.groovy"));
}

TEST_F(JavaHostTest, GivesAnExceptionBackAsTheSameObject) {
  exchange.setException(nullptr);
  try {
    script("throw new IllegalStateException('no order')")->run(exchange);
  } catch (const FlowError& error) {
    exchange.setException(std::make_shared<const FlowError>(error));
  }

  script("message.setBody(message.getProperty('CamelExceptionCaught').getCause().getClass().getName())")->run(exchange);

  EXPECT_EQ(exchange.body().text(), "java.lang.IllegalStateException");
}

// P-SCRIPT-003
TEST_F(JavaHostTest, FailsMessagesOfAScriptThatDoesNotCompile) {
  const auto wrong = compile("import no.such.Thing\ndef processData(message) { message }");

  ASSERT_TRUE(wrong->problem());
  EXPECT_EQ(wrong->problem()->line, 1);
  EXPECT_EQ(wrong->problem()->text, "unable to resolve class no.such.Thing");
  EXPECT_THAT(failureOf(wrong), HasSubstr("javax.script.ScriptException: "
                                          "org.codehaus.groovy.control.MultipleCompilationErrorsException: startup "
                                          "failed:\n"));
}

TEST_F(JavaHostTest, EndsAnEndlessLoop) {
  options.time_limit = std::chrono::milliseconds(3000);
  start();
  const auto endless = script("while (true) { }");

  EXPECT_THAT(failureOf(endless), HasSubstr("took longer than 3000 ms"));
  EXPECT_NO_THROW(script("message.setBody('on')")->run(exchange));
}

TEST_F(JavaHostTest, IsNotThereWithoutJava) {
  options.launch = [this] {
    return startJavaHost(
        {.java = "/no/such/java", .arguments_file = IFLOWSIM_SCRIPT_HOST_ARGS, .scratch = folder.path() / "scratch"});
  };
  start();

  const auto compiled = host->compile({"orders", {}}, {ScriptLanguage::Groovy, kFile, "f"}, {"orders", "step"});

  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().code, "SCRIPT-005");
  EXPECT_THAT(compiled.error().text, HasSubstr("/no/such/java"));
}

TEST(JavaHost, IsNotThereWhenItWasNotBuilt) {
  const auto started = startJavaHost({});

  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "SCRIPT-005");
  EXPECT_THAT(started.error().text, HasSubstr("default-jdk-headless"));
}

}  // namespace
}  // namespace iflowsim::script
