#include "adapters/adapters.h"

#include <vector>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance.h"
#include "runtime/message/run.h"

namespace iflowsim {
namespace {

constexpr const char* kIdoc =
    "<ORDERS05><IDOC><EDI_DC40><DOCNUM>1</DOCNUM><MESTYP>ORDERS</MESTYP></EDI_DC40></IDOC></ORDERS05>";
constexpr const char* kRunOnce = "<row><cell>schedule1</cell><cell>fireNow=true</cell></row>";

std::string enveloped(const std::string& content) {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)" + content +
         "</s:Body></s:Envelope>";
}

void fire(AdapterBench& bench, Sender& sender) {
  (void)sender.fire();
  bench.services.scheduler.runPending();
}

void callDirectly(AdapterBench& bench, Sender& /*sender*/) {
  const auto consumer = bench.services.direct.find("/orders");
  if (consumer == nullptr) return;
  Run run({.message_id = "AGXbCvqT8", .flow_id = "caller"}, LogLevel::Info, bench.services.clock);
  Exchange exchange(run);
  try {
    consumer->call(exchange);
  } catch (const FlowError&) {
    // What the caller of a failed flow gets; the log of that flow is what counts here.
    return;
  }
}

void answerNothing(AdapterBench& bench) {
  bench.services.http.answer(FlowError("java.net.ConnectException", "Connection refused"));
}

// One example for each adapter and direction; AdapterExample says what can be told of it.

std::vector<AdapterExample> senders() {
  return {
      {.type = "HTTPS",
       .direction = Direction::Sender,
       .good = {{"urlPath", "/orders"}, {"maximumBodySize", "40"}},
       .bad = {{"urlPath", "orders"}},
       .http = HttpExample{.path = "/http/orders"}},
      {.type = "IDOC",
       .direction = Direction::Sender,
       .good = {{"address", "/idocs"}, {"xmlCharacterHandling", "remove"}},
       .bad = {{"address", "/idocs"}, {"xmlCharacterHandling", "ignore"}},
       .http = HttpExample{.path = "/cxf/idocs", .body = kIdoc, .content_type = "application/x-sap.idoc"}},
      {.type = "SOAP",
       .direction = Direction::Sender,
       .good = {{"address", "/orders"}},
       .bad = {{"address", "/orders"}, {"soapOptions", "Quick"}},
       .protocol = "SOAP 1.x",
       .http = HttpExample{.path = "/cxf/orders", .body = enveloped("<order>17</order>"), .content_type = "text/xml"}},
      {.type = "SOAP",
       .direction = Direction::Sender,
       .good = {{"address", "/orders"}},
       .bad = {{"address", "/orders"}, {"soapOptions", "Quick"}},
       .protocol = "Plain SOAP",
       .http = HttpExample{.path = "/cxf/orders",
                           .body = enveloped("<order>17</order>"),
                           .content_type = "text/xml",
                           .one_way = true}},
      {.type = "ProcessDirect",
       .direction = Direction::Sender,
       .good = {{"address", "/orders"}},
       .bad = {{"address", "a b"}},
       .arrival = callDirectly},
      {.type = "Timer",
       .direction = Direction::Sender,
       .good = {{"scheduleKey", kRunOnce}},
       .bad = {{"scheduleKey", ""}},
       .arrival = fire},
  };
}

std::vector<AdapterExample> receivers() {
  return {
      {.type = "HTTP",
       .direction = Direction::Receiver,
       .good = {{"httpAddressWithoutQuery", "http://localhost/a"}},
       .bad = {{"httpMethod", "FETCH"}},
       .outage = answerNothing},
      {.type = "IDOC",
       .direction = Direction::Receiver,
       .good = {{"address", "http://localhost/a"}, {"IDocContentType", "text/xml"}},
       .bad = {{"IDocContentType", "text/plain"}},
       .outage = answerNothing},
      {.type = "SOAP",
       .direction = Direction::Receiver,
       .good = {{"address", "http://localhost/a"}},
       .bad = {{"address", "http://localhost/a"}, {"requestTimeout", "soon"}},
       .protocol = "SOAP 1.x",
       .outage = answerNothing},
      {.type = "SOAP",
       .direction = Direction::Receiver,
       .good = {{"address", "http://localhost/a"}},
       .bad = {{"address", "http://localhost/a"}, {"requestTimeout", "soon"}},
       .protocol = "Plain SOAP",
       .outage = answerNothing},
      {.type = "ProcessDirect",
       .direction = Direction::Receiver,
       .good = {{"address", "/${header.to}"}},
       .bad = {},
       .outage = [](AdapterBench& /*nobody listens*/) {}},
      {.type = "RFC",
       .direction = Direction::Receiver,
       .good = {{"destination", "${property.system}_RFC"}, {"transactioncommit", "1"}},
       .bad = {},
       .outage = answerNothing},
  };
}

const std::vector<AdapterExample>& examples() {
  static const std::vector<AdapterExample> kExamples = [] {
    std::vector<AdapterExample> all = senders();
    for (const AdapterExample& receiver : receivers()) all.push_back(receiver);
    return all;
  }();
  return kExamples;
}

TEST(Adapters, AllRegisterWithoutDuplicatesAndHaveAnExample) {
  AdapterRegistry registry;

  EXPECT_NO_THROW(registerAdapters(registry));

  EXPECT_EQ(registry.all().size(), examples().size());
  for (const AdapterExample& example : examples()) {
    EXPECT_NE(registry.find(example.type, example.direction, example.protocol), nullptr) << example.name();
  }
}

TEST(Adapters, RefuseToRegisterTwice) {
  AdapterRegistry registry;
  registerAdapters(registry);

  EXPECT_THROW(registerAdapters(registry), std::logic_error);
}

std::string nameOf(const testing::TestParamInfo<ComplianceCase>& given) {
  return given.param.name();
}

class EveryAdapter : public testing::TestWithParam<ComplianceCase> {};

TEST_P(EveryAdapter, Complies) {
  GetParam().run(registerAdapters, GetParam().example);
}

INSTANTIATE_TEST_SUITE_P(All, EveryAdapter, testing::ValuesIn(complianceCases(examples())), nameOf);

}  // namespace
}  // namespace iflowsim
