#include "lab/stubs/stubbed_http_client.h"

#include <gtest/gtest.h>

#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using std::chrono::milliseconds;

OutboundRequest makeRequest(const std::string& method = "GET") {
  OutboundRequest request;
  request.method = method;
  request.url = "https://billing.example/orders?client=100";
  request.site = {"orders", "To billing", "MessageFlow_1", "Billing"};
  return request;
}

struct Fixture {
  FakeHttpClient real;
  testing::TemporaryFolder folder;
  std::vector<milliseconds> waits;
  bool allowed = false;
  StubbedHttpClient client{{.folder = folder.path() / "stubs",
                            .allow_real = [this](const OutboundRequest&) { return allowed; },
                            .on_premise = {{"erp:8000", "http://127.0.0.1:9000/"}},
                            .sleep = [this](milliseconds time) { waits.push_back(time); },
                            .journal_limit = 2},
                           real};

  void stub(const std::string& json) {
    const StubReading reading = StubSet::parse(json, "a.json", "");
    ASSERT_TRUE(reading.set) << reading.diagnostics.toText();
    client.replace(reading.set);
  }

  FlowError failure(const OutboundRequest& request) {
    try {
      client.call(request);
    } catch (const FlowError& error) {
      return error;
    }
    ADD_FAILURE() << "the call was answered";
    return FlowError("", "");
  }
};

TEST(StubbedHttpClient, GivesTheAnswerOfTheStub) {
  Fixture given;
  given.stub(
      R"({"response": {"status": 201, "statusMessage": "Made", "headers": {"A": ["1", "2"]}, "jsonBody": {"id": 7}}})");

  const HttpReply reply = given.client.call(makeRequest());

  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.reason, "Made");
  EXPECT_EQ(std::distance(reply.headers.begin(), reply.headers.end()), 2);
  EXPECT_EQ(reply.body.text(), R"({"id":7})");
}

TEST(StubbedHttpClient, AnswersHeadWithoutABody) {
  Fixture given;
  given.stub(R"({"response": {"base64Body": "YQ=="}})");

  EXPECT_EQ(given.client.call(makeRequest("HEAD")).body.size(), 0U);
  EXPECT_EQ(given.client.call(makeRequest("GET")).body.text(), "a");
}

// P-STUB-002
TEST(StubbedHttpClient, SaysWhichStubToAddWhenNoneAnswers) {
  Fixture given;

  const FlowError error = given.failure(makeRequest());

  EXPECT_EQ(error.className(), "java.net.UnknownHostException");
  EXPECT_EQ(error.message(),
            "billing.example. No stub answers GET https://billing.example/orders?client=100 of channel 'To billing' in "
            "flow 'orders': add stubs/mappings/orders-To_billing.json such as "
            R"({"request":{"method":"GET","urlPath":"/orders"},"response":{"status":200,"body":""},)"
            R"("metadata":{"iflowsim":{"flow":"orders","channel":"To billing"}}})"
            ", or allow the address under receivers.allow in tenant.yaml.");
  EXPECT_TRUE(given.real.requests().empty());
}

TEST(StubbedHttpClient, SuggestsAStubThatWouldAnswer) {
  Fixture given;
  const std::string text = given.failure(makeRequest()).message();
  const std::size_t begin = text.find("{\"request\"");
  given.stub(text.substr(begin, text.find(", or allow") - begin));

  EXPECT_EQ(given.client.call(makeRequest()).status, 200);
}

TEST(StubbedHttpClient, CallsARealAddressOnlyWhenAllowedAndNotStubbed) {
  Fixture given;
  given.allowed = true;
  given.real.answer({.status = 204});

  EXPECT_EQ(given.client.call(makeRequest()).status, 204);
  given.stub(R"({"response": {"status": 202}})");
  EXPECT_EQ(given.client.call(makeRequest()).status, 202);

  EXPECT_EQ(given.real.requests().size(), 1U);
}

// P-RFC-006
TEST(StubbedHttpClient, LetsOnlyStubsAnswerWhatIsNoHttp) {
  Fixture given;
  given.allowed = true;
  OutboundRequest request = makeRequest("POST");
  request.url = "rfc://ERP/STFC_CONNECTION";

  const std::string text = given.failure(request).message();
  given.stub(R"({"request": {"host": {"equalTo": "ERP"}, "urlPath": "/STFC_CONNECTION"}})");

  EXPECT_TRUE(text.ends_with("}}}. Only stubs answer rfc:// addresses; real calls go to http:// and https:// alone."))
      << text;
  EXPECT_EQ(text.find("receivers.allow"), std::string::npos) << text;
  EXPECT_EQ(given.client.call(request).status, 200);
  EXPECT_TRUE(given.real.requests().empty());
}

TEST(StubbedHttpClient, TakesAnAddressWithoutASchemeForOneOfHttp) {
  Fixture given;
  given.allowed = true;
  OutboundRequest request = makeRequest();
  request.url = "billing.example/orders?from=https://shop.example";

  given.client.call(request);

  EXPECT_EQ(given.real.last().url, request.url);
}

TEST(StubbedHttpClient, AnswersChannelsWhoseAuthenticationIsMissing) {
  Fixture given;
  given.stub("{}");
  OutboundRequest request = makeRequest();
  request.missing_authentication = "OAuth2 Client Credentials";

  EXPECT_EQ(given.client.call(request).status, 200);
}

// P-STUB-003
TEST(StubbedHttpClient, CallsTheAddressMappedToAVirtualHost) {
  Fixture given;
  OutboundRequest request = makeRequest();
  request.on_premise = true;
  request.url = "http://erp:8000/sap?a=1";

  given.client.call(request);

  EXPECT_EQ(given.real.last().url, "http://127.0.0.1:9000/sap?a=1");
}

TEST(StubbedHttpClient, SaysHowToMapAVirtualHost) {
  Fixture given;
  given.allowed = true;
  OutboundRequest request = makeRequest();
  request.on_premise = true;

  EXPECT_NE(given.failure(request).message().find("receivers.on_premise"), std::string::npos);
}

TEST(StubbedHttpClient, WaitsAsTheStubSaysButNotBeyondTheTimeout) {
  Fixture given;
  given.stub(R"({"response": {"fixedDelayMilliseconds": 500}})");
  OutboundRequest impatient = makeRequest();
  impatient.timeout = milliseconds(200);

  given.client.call(makeRequest());
  const FlowError error = given.failure(impatient);

  EXPECT_EQ(given.waits, (std::vector<milliseconds>{milliseconds(500), milliseconds(200)}));
  EXPECT_EQ(error.describe(),
            "java.util.concurrent.TimeoutException: Request timed out to billing.example:443 of 200 ms");
}

TEST(StubbedHttpClient, BreaksTheConnectionAsTheStubSays) {
  for (const auto& [fault, text] :
       std::vector<std::pair<std::string, std::string>>{{"EMPTY_RESPONSE", "Remotely closed"},
                                                        {"CONNECTION_RESET_BY_PEER", "Connection reset by peer"},
                                                        {"MALFORMED_RESPONSE_CHUNK", "Malformed chunk in the response"},
                                                        {"RANDOM_DATA_THEN_CLOSE", "The response is no HTTP"}}) {
    Fixture given;
    given.stub(R"({"response": {"fault": ")" + fault + "\"}}");

    EXPECT_EQ(given.failure(makeRequest()).describe(), "java.io.IOException: " + text);
  }
}

const char* const kScenario = R"({"mappings": [
  {"scenarioName": "s", "requiredScenarioState": "Started", "newScenarioState": "two", "response": {"body": "1"}},
  {"scenarioName": "s", "requiredScenarioState": "two", "response": {"body": "2"}}]})";

TEST(StubbedHttpClient, MovesAScenarioOnWithEachAnswer) {
  Fixture given;
  given.stub(kScenario);

  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "1");
  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "2");
  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "2");
}

TEST(StubbedHttpClient, StartsScenariosOverWithNewStubs) {
  Fixture given;
  given.stub(kScenario);
  given.client.call(makeRequest());

  given.stub(kScenario);

  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "1");
}

TEST(StubbedHttpClient, KeepsAJournalOfTheLastCalls) {
  Fixture given;
  given.stub(R"({"name": "billing", "request": {"method": "POST"}, "response": {"status": 202}})");
  given.failure(makeRequest("DELETE"));
  given.client.call(makeRequest("POST"));
  given.allowed = true;
  given.client.call(makeRequest("GET"));

  const std::vector<StubCall> journal = given.client.journal();

  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[0].stub, "billing");
  EXPECT_EQ(journal[0].status, 202);
  EXPECT_EQ(journal[0].site.channel_name, "To billing");
  EXPECT_TRUE(journal[1].real);
  given.client.clearJournal();
  EXPECT_TRUE(given.client.journal().empty());
}

TEST(StubbedHttpClient, NamesTheErrorInTheJournal) {
  Fixture given;

  given.failure(makeRequest());

  EXPECT_EQ(given.client.journal()[0].status, 0);
  EXPECT_TRUE(given.client.journal()[0].error.starts_with("java.net.UnknownHostException: billing.example"));
}

TEST(StubbedHttpClient, KeepsItsStubsWhenTheNewOnesAreBroken) {
  Fixture given;
  given.folder.write("stubs/mappings/a.json", R"({"response": {"body": "old"}})");
  EXPECT_TRUE(given.client.reload().empty());
  given.folder.write("stubs/mappings/a.json", "{");

  EXPECT_TRUE(given.client.reload().hasErrors());
  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "old");
}

TEST(StubbedHttpClient, TakesChangedStubsAtAReload) {
  Fixture given;
  given.folder.write("stubs/mappings/a.json", R"({"response": {"body": "old"}})");
  given.client.reload();
  given.folder.write("stubs/mappings/a.json", R"({"response": {"body": "new"}})");

  given.client.reload();

  EXPECT_EQ(given.client.call(makeRequest()).body.text(), "new");
}

TEST(StubbedHttpClient, SendsAndKeepsTheCookiesOfASession) {
  Fixture given;
  given.stub(R"({"response": {"headers": {"Set-Cookie": "session=7; Path=/; HttpOnly"}}})");
  CookieJar jar;
  OutboundRequest request = makeRequest();
  request.cookies = &jar;

  given.client.call(request);
  given.client.call(request);

  EXPECT_EQ(given.client.journal()[0].headers.get("Cookie"), "");
  EXPECT_EQ(given.client.journal()[1].headers.get("Cookie"), "session=7");
}

}  // namespace
}  // namespace iflowsim
