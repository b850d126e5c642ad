#include "runtime/script/java_host.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>

#include "runtime/script/java_host_testkit.h"

namespace iflowsim::script {
namespace {

using ::testing::HasSubstr;

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

// P-SCRIPT-029
TEST_F(JavaHostTest, ShowsTheMimeHeadersOfAttachmentsAndTakesThemBack) {
  exchange.attachments().push_back({"a.txt", "text/plain", Body("a"), {{"X-Kind", "one"}, {"X-Kind", "two"}}});
  exchange.attachments().push_back({"b.txt", "text/plain", Body("b"), {{"Content-ID", "<b>"}}});

  script(
      "def one = message.getAttachmentWrapperObjects().get('a.txt')\n"
      "message.setBody(message.getAttachmentHeader('x-kind', one))\n"
      "message.setAttachmentHeader('X-New', 'n', one)\nmessage.addAttachmentHeader('X-New', 'm', one)\n"
      "message.removeAttachmentHeader('X-Kind', one)")
      ->run(exchange);

  using Headers = decltype(Attachment::headers);
  EXPECT_EQ(exchange.body().text(), "one,two");
  ASSERT_EQ(exchange.attachments().size(), 2U);
  EXPECT_EQ(exchange.attachments()[0].headers, (Headers{{"X-New", "n"}, {"X-New", "m"}}));
  EXPECT_EQ(exchange.attachments()[0].content.text(), "a");
  EXPECT_EQ(exchange.attachments()[1].headers, (Headers{{"Content-ID", "<b>"}}));
}

// P-SCRIPT-094
TEST_F(JavaHostTest, EvaluatesSimpleOnTheMessageAsTheScriptSeesIt) {
  exchange.headers().set("Gone", "1");
  exchange.properties().set("count", 2);
  exchange.setBody(Body("<order><id>7</id></order>"));

  script(
      "def simple = org.apache.camel.builder.SimpleBuilder.&simple\ndef e = message.exchange\n"
      "message.getHeaders().remove('Gone')\nmessage.setHeader('New', 'a,b')\nmessage.setProperty('list', [1, 2])\n"
      "def seen = [simple('\\${header.gone}!\\${headers.new.length()}').evaluate(e, String),\n"
      "  simple(\"\\${property.count} > 1 && \\${header.New} contains 'b'\").matches(e),\n"
      "  simple('\\${property.count} > 2').matches(e), simple('\\${property.list} contains \\'2\\'').matches(e),\n"
      "  simple('\\${bodyAs(String)}!\\${camelId}').evaluate(e, String).contains('<id>7</id>')]\n"
      "message.setBody('changed')\n"
      "seen << e.context.resolveLanguage('simple').createPredicate(\"\\${body} == 'changed'\").matches(e)\n"
      "message.setBody(seen.toString())")
      ->run(exchange);

  EXPECT_EQ(exchange.body().text(), "[!3, true, false, true, true, true]");
}

// P-SCRIPT-096
TEST_F(JavaHostTest, KeepsEventsOfTheB2bMonitorInTheLogOfTheStep) {
  run.beginStep("CallActivity_1", "Report", "Script", exchange);

  script(
      "def event = new com.sap.it.op.b2b.monitor.api.B2BMonitoringApi().createBusinessDocumentCreateEvent()\n"
      "def document = event.createBusinessDocument()\ndocument.setSenderDocumentStandard('X12')\n"
      "document.setReceiverMessageType(null)\ndocument.createPayload().setPayload('abc'.getBytes())\nevent.submit()")
      ->run(exchange);

  ASSERT_EQ(run.steps().size(), 1U);
  const auto& properties = run.steps()[0].properties;
  ASSERT_EQ(properties.size(), 1U);
  EXPECT_EQ(properties[0].first, "B2BMonitoringApi.submit BusinessDocumentCreateEvent");
  EXPECT_THAT(properties[0].second, HasSubstr("BusinessDocument.SenderDocumentStandard: X12"));
  EXPECT_THAT(properties[0].second, HasSubstr("Payload: 3 bytes"));
  EXPECT_EQ(properties[0].second.find("ReceiverMessageType"), std::string::npos);
}

// P-SCRIPT-095
TEST_F(JavaHostTest, ThrowsForTextThatIsNoExpression) {
  EXPECT_THAT(failureOf(script("org.apache.camel.builder.SimpleBuilder.simple('\\${date:').evaluate(message.exchange, "
                               "String)")),
              HasSubstr("SimpleIllegalSyntaxException"));
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
