#include "lab/stubs/stub_mapping.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/stubs/stub_set.h"

namespace iflowsim {
namespace {

OutboundRequest makeRequest() {
  OutboundRequest request;
  request.method = "POST";
  request.url = "https://billing.example:8443/orders/7?client=100&q=a%20b";
  request.headers = {{"X-Key", "k"}, {"Cookie", "session=1; other=2"}, {"Authorization", "Basic dXNlcjpzZWNyZXQ="}};
  request.body = Body(std::string("<order/>"));
  request.site = {"orders", "To billing", "MessageFlow_1", "Billing"};
  return request;
}

/// Whether a mapping with that request (and metadata) answers `makeRequest()`; none when it cannot be read.
bool answers(const std::string& request, const std::string& metadata = "{}") {
  const std::string mapping = R"({"request": )" + request + R"(, "metadata": )" + metadata + '}';
  const StubReading reading = StubSet::parse(mapping, "a.json", "");
  EXPECT_TRUE(reading.set) << reading.diagnostics.toText();
  const OutboundRequest call = makeRequest();
  return reading.set && reading.set->find(StubRequest(call), [](const StubMapping&) { return true; }) != nullptr;
}

struct Case {
  std::string accepted;
  std::string refused;
};

TEST(StubMapping, MatchesEveryPartOfARequest) {
  for (const Case& expected : std::vector<Case>{
           {R"({})", R"({"method": "GET"})"},
           {R"({"method": "ANY"})", R"({"method": "PUT"})"},
           {R"({"url": "/orders/7?client=100&q=a%20b"})", R"({"url": "/orders/7"})"},
           {R"({"urlPath": "/orders/7"})", R"({"urlPath": "/orders"})"},
           {R"({"urlPattern": "/orders/.*client=100.*"})", R"({"urlPattern": "/orders/7"})"},
           {R"({"urlPathPattern": "/orders/[0-9]+"})", R"({"urlPathPattern": "/orders"})"},
           {R"({"urlPathTemplate": "/orders/{id}"})", R"({"urlPathTemplate": "/{id}"})"},
           {R"({"queryParameters": {"q": {"equalTo": "a b"}}})", R"({"queryParameters": {"x": {"equalTo": "1"}}})"},
           {R"({"headers": {"x-key": {"equalTo": "k"}}})", R"({"headers": {"X-Key": {"absent": true}}})"},
           {R"({"cookies": {"other": {"equalTo": "2"}}})", R"({"cookies": {"other": {"equalTo": "1"}}})"},
           {R"({"basicAuthCredentials": {"username": "user", "password": "secret"}})",
            R"({"basicAuth": {"username": "user", "password": "wrong"}})"},
           {R"({"bodyPatterns": [{"contains": "order"}, {"equalToXml": "<order/>"}]})",
            R"({"bodyPatterns": [{"contains": "order"}, {"contains": "invoice"}]})"},
           {R"({"host": {"equalTo": "billing.example"}})", R"({"host": {"equalTo": "other.example"}})"},
           {R"({"port": 8443})", R"({"port": 443})"},
           {R"({"scheme": "https"})", R"({"scheme": "http"})"},
       }) {
    EXPECT_TRUE(answers(expected.accepted)) << expected.accepted;
    EXPECT_FALSE(answers(expected.refused)) << expected.refused;
  }
}

// P-STUB-001
TEST(StubMapping, MatchesTheCallSiteByItsMetadata) {
  EXPECT_TRUE(answers("{}", R"({"iflowsim": {"flow": "orders", "channel": "To billing", "receiver": "Billing"}})"));
  EXPECT_TRUE(answers("{}", R"({"other tool": 1})"));
  EXPECT_FALSE(answers("{}", R"({"iflowsim": {"flow": "invoices"}})"));
  EXPECT_FALSE(answers("{}", R"({"iflowsim": {"channel": "billing"}})"));
  EXPECT_FALSE(answers("{}", R"({"iflowsim": {"receiver": "ERP"}})"));
}

TEST(StubMapping, MatchesAddressesWithoutAHostByTheirPath) {
  const StubReading reading = StubSet::parse(R"({"request": {"urlPath": "/orders"}})", "a.json", "");
  OutboundRequest call;
  call.url = "orders?a=1";

  EXPECT_NE(reading.set->find(StubRequest(call), [](const StubMapping&) { return true; }), nullptr);
}

struct Wrong {
  std::string mapping;
  std::string finding;
};

TEST(StubMapping, SaysWhatIsWrong) {
  for (const Wrong& wrong : std::vector<Wrong>{
           {R"({"reqest": {}})", "'reqest' is unknown in a mapping. Did you mean 'request'?"},
           {R"({"request": {"urlPaths": "/"}})", "STUB-002"},
           {R"({"metadata": {"iflowsim": {"chanel": "x"}}})", "Did you mean 'channel'?"},
           {R"({"request": {"customMatcher": {}}})", "STUB-005"},
           {R"({"response": {"proxyBaseUrl": "http://x"}})", "STUB-005"},
           {R"({"response": {"transformers": ["response-template"]}})", "STUB-005"},
           {R"({"request": {"urlPattern": "(/"}})", "STUB-004"},
           {R"({"request": {"urlPath": 1}})", "STUB-003"},
           {R"({"request": {"headers": []}})", "headers' is no object"},
           {R"({"request": {"bodyPatterns": {}}})", "bodyPatterns is no list"},
           {R"({"request": {"basicAuth": {}}})", "no user name"},
           {R"({"request": {"port": "80"}})", "the port is no number"},
           {R"({"request": []})", "a request is no object"},
           {R"([])", "a mapping is no object"},
           {R"({"priority": "1"})", "priority is no whole number"},
           {R"({"name": 1})", "'name' is no text"},
           {R"({"requiredScenarioState": "x"})", "without a scenario"},
           {R"({"response": {"status": 99}})", "'status' is 99. Write a number from 100 to 599"},
           {R"({"response": {"headers": {"A": 1}}})", "value of header 'A'"},
           {R"({"response": {"body": "", "jsonBody": {}}})", "more than one body"},
           {R"({"response": {"base64Body": "?"}})", "no base64"},
           {R"({"response": {"fault": "CRASH"}})", "fault 'CRASH' is unknown"},
           {R"({"response": {"bodyFileName": "none.xml"}})", "STUB-006"},
           {R"({"response": {"bodyFileName": "../secret"}})", "outside of __files"},
           {R"({"response": {"bodyFileName": "/etc/passwd"}})", "outside of __files"},
       }) {
    const StubReading reading = StubSet::parse(wrong.mapping, "stubs/mappings/a.json", "/nowhere/__files");

    EXPECT_EQ(reading.set, nullptr) << wrong.mapping;
    EXPECT_NE(reading.diagnostics.toText().find(wrong.finding), std::string::npos) << wrong.mapping << '\n'
                                                                                   << reading.diagnostics.toText();
  }
}

TEST(StubMapping, NamesAllProblemsAndTheirLines) {
  const StubReading reading =
      StubSet::parse("{\n\"mappings\": [{\"name\": \"first\",\n\"priority\": \"1\"},\n{\"reqest\": {}}]}",
                     "stubs/mappings/a.json", "");

  EXPECT_EQ(reading.diagnostics.toText().substr(0, reading.diagnostics.toText().find(" the priority")),
            "error STUB-003 stubs/mappings/a.json:3 Stub 'first':");
  ASSERT_EQ(reading.diagnostics.size(), 2U);
  EXPECT_EQ(reading.diagnostics.items()[1].place.line, 4);
  EXPECT_EQ(reading.diagnostics.items()[1].element_name, "mapping 2");
}

TEST(StubMapping, WarnsOfWhatHasNoEffect) {
  const StubReading reading = StubSet::parse(R"({"response": {"chunkedDribbleDelay": {}}})", "a.json", "");

  EXPECT_TRUE(reading.set);
  EXPECT_TRUE(reading.diagnostics.toText().starts_with("warning STUB-005")) << reading.diagnostics.toText();
}

}  // namespace
}  // namespace iflowsim
