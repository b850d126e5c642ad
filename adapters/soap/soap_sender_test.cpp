#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/soap_header.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

constexpr const char* kV11 = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* kV12 = "http://www.w3.org/2003/05/soap-envelope";

std::string envelope(const std::string& payload, const std::string& headers = "", const char* ns = kV11) {
  return "<s:Envelope xmlns:s=\"" + std::string(ns) + "\"><s:Header>" + headers + "</s:Header><s:Body>" + payload +
         "</s:Body></s:Envelope>";
}

class SoapSenderTest : public testing::Test {
 protected:
  void start(AdapterBench::PropertyList properties = {}) {
    properties.emplace_back("address", "/orders");
    sender = bench.sender("SOAP", properties);
    ASSERT_NE(sender, nullptr) << bench.findings();
    ASSERT_TRUE(sender->start(runner).has_value());
  }

  HttpRequest request(const std::string& body, const char* type = "text/xml; charset=utf-8") {
    return {.method = "POST",
            .path = "/cxf/orders",
            .headers = {{"Content-Type", type}},
            .body = Body(body),
            .secure = true,
            .host = "localhost:8443"};
  }
  HttpReply send(HttpRequest call) { return served(endpoint(), std::move(call), {"ida"}); }
  HttpReply call(const std::string& body, const char* type = "text/xml; charset=utf-8") {
    return send(request(body, type));
  }
  HttpReply get(const char* query) {
    HttpRequest call = request("");
    call.method = "GET";
    call.query = query;
    call.has_query = call.query != "";
    return send(std::move(call));
  }
  HttpEndpoint& endpoint() { return *bench.services.endpoints.entries().at(0).endpoint; }

  AdapterBench bench{register_soap};
  std::function<void(Exchange&)> flow = [](Exchange&) {};
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>([this](Exchange& exchange) { flow(exchange); });
  std::unique_ptr<Sender> sender;
};

// P-SOAP-001
TEST_F(SoapSenderTest, HandsTheFirstElementOfTheBodyToTheFlow) {
  start();
  std::string seen;
  flow = [&](Exchange& exchange) { seen = exchange.body().text(); };

  call("<?xml version='1.0'?>\n" + envelope("\n <o:order xmlns:o=\"urn:o\">\n  <id>1</id>\n </o:order>\n"));

  EXPECT_EQ(seen, "<o:order xmlns:o=\"urn:o\" xmlns:s=\"" + std::string(kV11) + "\">\n  <id>1</id>\n </o:order>");
}

// P-SOAP-002
TEST_F(SoapSenderTest, SetsNoHeadersOfItsOwnButSoapActionAndCaller) {
  start();
  std::vector<std::string> names;
  flow = [&](Exchange& exchange) {
    for (const auto& [name, value] : exchange.headers()) names.push_back(name);
  };
  HttpRequest with_action = request(envelope("<a/>"));
  with_action.headers.add("SOAPAction", "\"urn:order\"");

  send(std::move(with_action));

  EXPECT_EQ(names, (std::vector<std::string>{"SAP_MessageProcessingLogID", "SOAPAction", "SapAuthenticatedUserName"}));
}

// P-SOAP-003
TEST_F(SoapSenderTest, WrapsTheReplyInTheVersionOfTheCaller) {
  start();
  flow = [](Exchange& exchange) { exchange.setBody(Body("<?xml version=\"1.0\"?><ok/>")); };

  const HttpReply older = call(envelope("<a/>"));
  const HttpReply newer = call(envelope("<a/>", "", kV12), "application/soap+xml");

  EXPECT_EQ(older.status, 200);
  EXPECT_EQ(older.headers.get("Content-Type"), "text/xml;charset=UTF-8");
  EXPECT_NE(older.body.text().find("<soap:Body><ok/></soap:Body>"), std::string::npos) << older.body.text();
  EXPECT_NE(older.body.text().find(kV11), std::string::npos);
  EXPECT_EQ(newer.headers.get("Content-Type"), "application/soap+xml;charset=UTF-8");
  EXPECT_NE(newer.body.text().find(kV12), std::string::npos);
}

// P-SOAP-003
TEST_F(SoapSenderTest, AnswersAnEmptyBodyByAnEmptySoapBody) {
  start();
  flow = [](Exchange& exchange) { exchange.setBody(Body(std::string())); };

  EXPECT_NE(call(envelope("<a/>")).body.text().find("<soap:Body/>"), std::string::npos);
}

// P-SOAP-004
TEST_F(SoapSenderTest, AnswersAFailureByAFaultWithTheMessageId) {
  start();
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };

  const HttpReply reply = call(envelope("<a/>"));

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.text(),
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
            "<faultcode>soap:Server</faultcode><faultstring>An internal error occurred during message processing. For "
            "error details check MPL ID " +
                runner->messageIds().front() +
                " in message monitoring.</faultstring></soap:Fault></soap:Body></soap:Envelope>");
}

// P-SOAP-005
TEST_F(SoapSenderTest, TellsTheExceptionWhenTheFlowReturnsIt) {
  bench.build.model.settings.set("returnExceptionToSender", "true");
  start();
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };

  EXPECT_NE(call(envelope("<a/>")).body.text().find("<faultstring>no stock</faultstring>"), std::string::npos);
}

// P-SOAP-006
TEST_F(SoapSenderTest, AnswersWithTheStatusLeftInTheMessage) {
  start();
  flow = [](Exchange& exchange) { exchange.headers().set("CamelHttpResponseCode", 404); };
  EXPECT_EQ(call(envelope("<a/>")).status, 404);

  flow = [](Exchange& exchange) { exchange.headers().set("CamelHttpResponseCode", "202"); };
  const HttpReply reply = call(envelope("<a/>"));

  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body.size(), 0U);
}

// P-SOAP-007
TEST_F(SoapSenderTest, AnswersOneWayMessagesOfWsStandardBeforeTheyAreProcessed) {
  start({{"messageExchangePattern", "OneWay"}, {"soapOptions", "WSStandard"}});
  bool answered = false;
  bool ran_after = false;
  flow = [&](Exchange&) {
    ran_after = answered;
    throw FlowError("a.Error", "no stock");
  };

  int status = 0;
  endpoint().serve(request(envelope("<a/>")), {}, [&](HttpReply reply) {
    answered = true;
    status = reply.status;
  });

  EXPECT_EQ(status, 202);
  EXPECT_TRUE(ran_after);
  EXPECT_TRUE(endpoint().mayBlock());
  EXPECT_EQ(runner->outcomes().front().status, RunStatus::Failed);
}

// P-SOAP-008
TEST_F(SoapSenderTest, AnswersOneWayMessagesOfRobustWhenTheyAreProcessed) {
  start({{"messageExchangePattern", "OneWay"}, {"soapOptions", "cxfRobust"}});

  const HttpReply good = call(envelope("<a/>"));
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };
  const HttpReply bad = call(envelope("<a/>"));

  EXPECT_EQ(good.status, 202);
  EXPECT_EQ(good.body.size(), 0U);
  EXPECT_EQ(bad.status, 500);
}

// P-SOAP-009
TEST_F(SoapSenderTest, LetsTheFlowReadSoapHeadersAndReturnsOnlyItsOwn) {
  start();
  std::string seen;
  flow = [&](Exchange& exchange) { seen = exchange.headers().text(kSoapHeaderList); };

  const HttpReply silent = call(envelope("<a/>", "<h:who xmlns:h=\"urn:h\">ida</h:who>"));
  flow = [](Exchange& exchange) { exchange.headers().set(kSoapHeaderList, "<h:me xmlns:h=\"urn:h\">flow</h:me>"); };
  const HttpReply speaking = call(envelope("<a/>", "<h:who xmlns:h=\"urn:h\">ida</h:who>"));

  EXPECT_NE(seen.find("ida</h:who>"), std::string::npos);
  EXPECT_EQ(silent.body.text().find("Header"), std::string::npos) << silent.body.text();
  EXPECT_NE(speaking.body.text().find("<soap:Header><h:me xmlns:h=\"urn:h\">flow</h:me></soap:Header>"),
            std::string::npos)
      << speaking.body.text();
}

// P-SOAP-010
TEST_F(SoapSenderTest, RefusesHeadersThatMustBeUnderstood) {
  start();

  const HttpReply reply = call(envelope("<a/>", "<h:who s:mustUnderstand=\"1\" xmlns:h=\"urn:h\"/>"));

  EXPECT_EQ(reply.status, 500);
  EXPECT_NE(reply.body.text().find("<faultcode>soap:MustUnderstand</faultcode><faultstring>MustUnderstand headers: "
                                   "[{urn:h}who] are not understood.</faultstring>"),
            std::string::npos)
      << reply.body.text();
  EXPECT_TRUE(runner->inbound().empty());
}

// P-SOAP-011
TEST_F(SoapSenderTest, AnswersAddressingWhenTheChannelUsesIt) {
  start({{"useWSAddressing", "1"}});
  const std::string wsa = "xmlns:w=\"http://www.w3.org/2005/08/addressing\"";

  const HttpReply reply =
      call(envelope("<a/>", "<w:MessageID s:mustUnderstand=\"1\" " + wsa + ">urn:uuid:1</w:MessageID><w:Action " + wsa +
                                ">urn:order</w:Action>"));

  EXPECT_EQ(reply.status, 200) << reply.body.text();
  EXPECT_NE(reply.body.text().find("urn:uuid:1</"), std::string::npos) << reply.body.text();
  EXPECT_NE(reply.body.text().find("urn:orderResponse</"), std::string::npos) << reply.body.text();
}

// P-SOAP-012
TEST_F(SoapSenderTest, AnswersWhatIsNoSoapByAFaultWithoutAMessage) {
  start();

  for (const std::string& body : {std::string(), std::string("no xml"), envelope("<a/>", "", "urn:other"),
                                  "<!DOCTYPE x [<!ENTITY e 'x'>]>" + envelope("<a>&e;</a>")}) {
    const HttpReply reply = call(body);

    EXPECT_EQ(reply.status, 500) << body;
    EXPECT_NE(reply.body.text().find("<soap:Fault>"), std::string::npos) << body;
  }
  EXPECT_TRUE(runner->inbound().empty());
}

// P-SOAP-013
TEST_F(SoapSenderTest, FailsAMessageThatIsTooLarge) {
  bench.build.model.settings.set("returnExceptionToSender", "true");
  start({{"maximumBodySize", "1"}});

  const HttpReply reply = endpoint().tooLarge(request(""), {});

  EXPECT_EQ(endpoint().maxBody(request("")), 1'048'576U);
  EXPECT_EQ(reply.status, 500);
  EXPECT_NE(reply.body.text().find("Message body exceeds configured size limit (1.0 MB)."), std::string::npos);
  EXPECT_EQ(runner->outcomes().size(), 1U);
}

// P-SOAP-014
TEST_F(SoapSenderTest, ServesItsGenericContractUnderItsOwnAddress) {
  start();

  const HttpReply reply = get("wsdl");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.get("Content-Type"), "text/xml;charset=UTF-8");
  EXPECT_NE(reply.body.text().find("https://localhost:8443/cxf/orders"), std::string::npos);
  EXPECT_NE(reply.body.text().find("http://cxf.component.camel.apache.org/"), std::string::npos);
}

// P-SOAP-015
TEST_F(SoapSenderTest, ServesNothingElseByGet) {
  start();

  EXPECT_EQ(get("").status, 405);
  EXPECT_EQ(get("").headers.get("Allow"), "POST");
  EXPECT_EQ(get("wsdl=absent.wsdl").status, 404);
}

TEST_F(SoapSenderTest, ReturnsAttachmentsWithTheReply) {
  start();
  flow = [](Exchange& exchange) {
    exchange.attachments().push_back({.name = "bill", .content_type = "application/pdf", .content = Body("PDF")});
  };

  const HttpReply reply = call(envelope("<a/>"));

  EXPECT_TRUE(reply.headers.get("Content-Type").starts_with("multipart/related")) << reply.headers.get("Content-Type");
  EXPECT_NE(reply.body.text().find("PDF"), std::string::npos);
}

TEST_F(SoapSenderTest, AnswersAReplyThatIsNoXmlByAFault) {
  start();
  flow = [](Exchange& exchange) { exchange.setBody(Body("no xml")); };

  EXPECT_EQ(call(envelope("<a/>")).status, 500);
}

TEST_F(SoapSenderTest, RefusesUnknownSettings) {
  for (const auto& [name, value] : AdapterBench::PropertyList{
           {"messageExchangePattern", "TwoWay"}, {"soapOptions", "Quick"}, {"serviceDefinition", "Guess"}}) {
    bench.build.diagnostics = {};

    EXPECT_EQ(bench.sender("SOAP", {{"address", "/orders"}, {name, value}}), nullptr);

    EXPECT_EQ(bench.finding().code, "SOAP-001") << name;
  }
}

TEST_F(SoapSenderTest, RefusesAnAddressThatIsNone) {
  EXPECT_EQ(bench.sender("SOAP", {{"address", "{{Address}}"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "CXF-001");
  EXPECT_EQ(bench.finding().message, "Address '/{{Address}}' contains '{', which is not allowed in an address.");
}

TEST_F(SoapSenderTest, NamesTheWsdlThatIsNotInTheBundle) {
  EXPECT_EQ(
      bench.sender("SOAP", {{"address", "/o"}, {"serviceDefinition", "WSDL"}, {"soapWsdlURL", "/wsdl/Orders.wsdl"}}),
      nullptr);

  EXPECT_EQ(bench.finding().code, "WSDL-001");
}

}  // namespace
}  // namespace iflowsim
