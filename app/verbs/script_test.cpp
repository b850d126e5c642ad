#include <algorithm>

#include <gtest/gtest.h>

#include "app/saved_message/message_folder.h"
#include "app/verbs/verbs_testkit.h"
#include "tests/support/bundle_texts.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using namespace testing;

constexpr const char* kImport = "import com.sap.gateway.ip.core.customdev.util.Message\n";

/// Lines around what the function does with `message`.
std::string groovy(const std::string& lines) {
  return kImport + ("def Message processData(Message message) {\n" + lines + "\nreturn message\n}\n");
}

class ScriptVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::string_view(IFLOWSIM_SCRIPT_HOST_ARGS).empty()) {
      GTEST_SKIP() << "the script host is not built; see what is missing in the output of CMake";
    }
  }

  Ran run(const std::string& script, std::vector<std::string> options = {}) const {
    std::vector<std::string> arguments = {"script", folder.write("x.groovy", script).string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return runVerb(std::move(arguments));
  }
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }

  TemporaryFolder folder;
};

::testing::AssertionResult has(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "'" << part << "' is not in:\n" << text;
}

TEST_F(ScriptVerb, RunsAScriptOnASavedMessage) {
  folder.write("m/body.txt", "hello");
  folder.write("m/headers.yaml", "code: !!int 200\n");
  folder.write("m/properties.yaml", "name: world\n");
  folder.write("m/attachments/a.txt", "A");

  const Ran ran = run(groovy("message.setBody(message.getBody(String) + ' ' + message.getProperty('name'))\n"
                             "message.setHeader('code', message.getHeaders().get('code') + 1)\n"
                             "message.setProperty('count', message.getAttachments().size())\n"
                             "message.getProperties().remove('name')"),
                      {"--message", path("m")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "  * code = 201 (java.lang.Integer), was 200 (java.lang.Integer)\n"));
  EXPECT_TRUE(has(ran.out, "  + count = 1 (java.lang.Integer)\n"));
  EXPECT_TRUE(has(ran.out, "  - name, was world\n"));
  EXPECT_TRUE(has(ran.out, "Body (String, 11 bytes, changed):\nhello world\n"));
  EXPECT_TRUE(has(ran.out, "    a.txt (text/plain, 1 byte)\n"));
}

TEST_F(ScriptVerb, ShowsWhatTheScriptLogs) {
  const Ran ran = run(groovy(
      "def log = messageLogFactory.getMessageLog(message)\nlog.setStringProperty('count', '2')\n"
      "log.addCustomHeaderProperty('order', '4711')\nlog.addAttachmentAsString('payload', 'text', 'text/plain')\n"
      "org.slf4j.LoggerFactory.getLogger('x').warn('careful')\nprintln 'printed'"));

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out,
                  "Message log:\n  property count = 2\n  custom header order = 4711\n"
                  "  attachment payload (text/plain, 4 bytes)\n      text\n"));
  EXPECT_TRUE(has(ran.out, "Log lines:\n"));
  EXPECT_TRUE(has(ran.out, "  warning careful\n"));
  EXPECT_TRUE(has(ran.out, "printed\n"));
}

TEST_F(ScriptVerb, WritesTheMessageThatTheScriptLeft) {
  const Ran ran = run(groovy("message.setBody('{}')\nmessage.setHeader('n', 1)"), {"--out", path("out")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto left = readSavedMessage(path("out"));
  ASSERT_TRUE(left) << left.error().text;
  EXPECT_EQ(left->body.text(), "{}");
  EXPECT_EQ(left->body.kind(), BodyKind::Text);
  EXPECT_NE(std::find(left->headers.begin(), left->headers.end(), std::pair<std::string, Value>("n", Value(1))),
            left->headers.end());
}

TEST_F(ScriptVerb, CallsAnotherFunction) {
  const Ran ran = run("def other(message) { message.setBody('other') }", {"--function", "other"});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\nother\n"));
}

TEST_F(ScriptVerb, SaysWhereAndWhyAScriptFailed) {
  const Ran ran = run(groovy("message.setProperty('before', '1')\nthrow new IllegalStateException('no order')"));

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err,
                  "The script failed: javax.script.ScriptException: java.lang.Exception: "
                  "java.lang.IllegalStateException: no order@ line 4 in x.groovy"));
  EXPECT_TRUE(has(ran.out, "  + before = 1\n"));
}

TEST_F(ScriptVerb, NamesTheLineThatDoesNotCompile) {
  const Ran ran = run("def Message processData(Message message) {\nreturn message\n}\n");

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "x.groovy:1:"));
  EXPECT_TRUE(has(ran.err, "unable to resolve class Message"));
  EXPECT_TRUE(has(ran.err, "Likely cause: "));
}

TEST_F(ScriptVerb, GivesNoLogAtLevelNone) {
  const Ran ran =
      run(groovy("messageLogFactory.getMessageLog(message).setStringProperty('a', 'b')"), {"--log-level", "none"});

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "Cannot invoke method setStringProperty() on null object"));
  EXPECT_TRUE(has(ran.err, "Likely cause: "));
}

TEST_F(ScriptVerb, FindsAScriptAndItsNeighboursInABundle) {
  const auto bundle = folder.write(
      "scripts.zip",
      zipOf(companionBundle(
          "Scripts", "ScriptCollection",
          {{"src/main/resources/script/a.groovy",
            "import src.main.resources.script.Twice\ndef processData(message) { message.setBody(Twice.of('a')) }"},
           {"src/main/resources/script/Twice.groovy",
            "package src.main.resources.script\nclass Twice { static String of(text) { text * 2 } }"}})));

  const Ran ran = runVerb({"script", "a.groovy", "--bundle", bundle.string()});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\naa\n"));
}

TEST_F(ScriptVerb, FindsResourcesInAFolder) {
  folder.write("more/src/main/resources/xsd/a.xsd", "schema");

  const Ran ran = run(groovy("message.setBody(getClass().getResource('/xsd/a.xsd').text)"), {"--bundle", path("more")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\nschema\n"));
}

TEST_F(ScriptVerb, AsksTheTenantForCredentialsAndValues) {
  folder.write("t/security/credentials.yaml", "credentials: [{alias: shop, user: me, password: secret}]");
  folder.write("t/values/number_ranges.yaml", "number_ranges: [{name: orders, minimum: 7, maximum: 9}]");

  const Ran ran = run(
      groovy(
          "def store = com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.securestore.SecureStoreService, null)\n"
          "def range = com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.nrc.NumberRangeConfigurationService, null)\n"
          "message.setBody(store.getUserCredential('shop').getUsername() + "
          "range.getNextValuefromNumberRange('orders', null))"),
      {"--tenant", path("t")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\nme7\n"));
}

TEST_F(ScriptVerb, RunsAScriptOnWhatACaughtExceptionSays) {
  folder.write("m/properties.yaml",
               "CamelExceptionCaught: !exception\n"
               "  class: org.apache.camel.component.ahc.AhcOperationFailedException\n"
               "  message: failed\n  statusCode: 503\n  responseBody: busy\n");

  const Ran ran = run(groovy("def error = message.getProperty('CamelExceptionCaught')\n"
                             "message.setBody(error.getStatusCode() + ' ' + error.getResponseBody())"),
                      {"--message", path("m")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\n503 busy\n"));
}

TEST_F(ScriptVerb, TransformsByAStylesheet) {
  folder.write("m/body.xml", "<order id='7'/>");
  const auto sheet = folder.write("x.xsl",
                                  "<xsl:stylesheet version='2.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
                                  "<xsl:output method='text'/><xsl:template match='/order'>"
                                  "<xsl:value-of select=\"concat('id ', @id)\"/></xsl:template></xsl:stylesheet>");

  const Ran ran = runVerb({"script", sheet.string(), "--message", path("m")});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "\nid 7\n"));
}

TEST_F(ScriptVerb, RunsJavaScript) {
  const auto script = folder.write("x.js", "function processData(message) { message.setBody('js'); return message }");

  const Ran ran = runVerb({"script", script.string()});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "Body (String, 2 bytes, changed):\njs\n"));
}

TEST_F(ScriptVerb, EndsWith2OnWhatItCannotUse) {
  const Ran no_script = runVerb({"script", path("none.groovy")});
  EXPECT_EQ(no_script.code, 2);
  EXPECT_TRUE(has(no_script.err, "error SCRIPT-006 "));
  const Ran no_message = run(groovy(""), {"--message", path("none")});
  EXPECT_EQ(no_message.code, 2);
  EXPECT_TRUE(has(no_message.err, "error MESSAGE-001 "));
  EXPECT_EQ(run(groovy(""), {"--log-level", "loud"}).code, 2);
  EXPECT_EQ(run(groovy(""), {"--bundle", path("none.zip")}).code, 2);
  EXPECT_EQ(run(groovy(""), {"--tenant", path("none")}).code, 2);
}

}  // namespace
}  // namespace iflowsim
