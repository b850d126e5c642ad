#include <gtest/gtest.h>

#include "adapters/idoc/idoc_testkit.h"
#include "adapters/testkit/adapter_bench.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

class IdocSenderTest : public testing::Test {
 protected:
  void start(AdapterBench::PropertyList properties = {}) {
    properties.emplace_back("address", "/orders");
    sender = bench.sender("IDOC", properties);
    ASSERT_NE(sender, nullptr) << bench.findings();
    ASSERT_TRUE(sender->start(runner).has_value());
  }
  static HttpRequest request(const std::string& body, const char* type = "application/x-sap.idoc") {
    HttpRequest made;
    made.method = "POST";
    made.path = "/cxf/orders";
    made.headers.add("Content-Type", type);
    made.body = Body(body);
    return made;
  }
  HttpReply send(HttpRequest call) { return served(endpoint(), std::move(call), {"ida"}); }
  HttpReply call(const std::string& body) { return send(request(body)); }
  HttpEndpoint& endpoint() { return *bench.services.endpoints.entries().at(0).endpoint; }
  std::map<std::string, std::string> headersOf(HttpRequest call) {
    std::map<std::string, std::string> seen;
    flow = [&](Exchange& exchange) {
      exchange.headers().remove("SAP_MessageProcessingLogID");
      for (const auto& [name, value] : exchange.headers()) seen[name] = value.toText();
    };
    EXPECT_EQ(send(std::move(call)).status, 200);
    return seen;
  }

  AdapterBench bench{register_idoc};
  std::function<void(Exchange&)> flow = [](Exchange&) {};
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>([this](Exchange& exchange) { flow(exchange); });
  std::unique_ptr<Sender> sender;
};

// P-IDOC-002
TEST_F(IdocSenderTest, HandsTheElementOfTheIdocTypeToTheFlow) {
  start();
  std::string seen;
  flow = [&](Exchange& exchange) { seen = exchange.body().text(); };

  call(orders(idoc("1")));

  EXPECT_EQ(seen, orders(idoc("1")));
  EXPECT_EQ(runner->inbound().front().sender, "Webshop");
}

// P-IDOC-004
TEST_F(IdocSenderTest, SetsTheHeadersOfIdocs) {
  start();
  bench.services.clock.set(TimePoint(std::chrono::milliseconds(1'704'067'200'000)));

  EXPECT_EQ(headersOf(request(
                orders(idoc("0000000000160815", "<ARCKEY>urn:sap.com:msgid=4711</ARCKEY>") + idoc("0000000000160816")),
                "text/xml; charset=utf-8")),
            (std::map<std::string, std::string>{{"SapAuthenticatedUserName", "ida"},
                                                {"SapIDocContentType", "text/xml"},
                                                {"SapIDocDbId", "1704067200000000"},
                                                {"SapIDocTransferId", "0000000000160815"},
                                                {"SapIDocType", "ORDERS05"},
                                                {"SapIdocSoapNamespace", kMessagesNamespace},
                                                {"SapMessageId", "4711"}}));
}

// P-IDOC-006
TEST_F(IdocSenderTest, TakesTheMessageIdOfTheRequestOrMakesOne) {
  start();
  HttpRequest with_header = request(orders(idoc("1")));
  with_header.headers.add("SapMessageId", "0815");

  EXPECT_EQ(headersOf(std::move(with_header)).at("SapMessageId"), "0815");
  const std::string first = headersOf(request(orders(idoc("1")))).at("SapMessageId");
  EXPECT_EQ(first.size(), 36U);
  EXPECT_NE(headersOf(request(orders(idoc("1")))).at("SapMessageId"), first);
}

// P-IDOC-007
TEST_F(IdocSenderTest, NamesTheQueueOfMessagesInOrder) {
  start();

  const auto headers =
      headersOf(request(orders(idoc("1", "<ARCKEY>urn:sap.com:msgid=1&amp;urn:sap.com:queueid=ORDERS</ARCKEY>"))));

  EXPECT_EQ(headers.at("SapPlainSoapQoS"), "ExactlyOnceInOrder");
  EXPECT_EQ(headers.at("SapPlainSoapQueueId"), "ORDERS");
}

// P-IDOC-008
TEST_F(IdocSenderTest, AnswersWithTheNumberOfEachIdoc) {
  start();
  bench.services.clock.set(TimePoint(std::chrono::milliseconds(1'704'067'200'000)));
  flow = [](Exchange& exchange) {
    exchange.headers().set("CamelHttpResponseCode", 404);
    exchange.headers().set("Content-Type", "application/json");
    exchange.setBody(Body("{}"));
  };

  const HttpReply reply = call(orders(idoc("1") + idoc("2")));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.get("Content-Type"), "text/xml;charset=UTF-8");
  EXPECT_EQ(reply.body.text(),
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><ORDERS05Response "
            "xmlns=\"urn:sap-com:document:sap:idoc:soap:messages\"><IdocAssign><TransferId>1</TransferId><DbId>"
            "1704067200000000</DbId></IdocAssign><IdocAssign><TransferId>2</TransferId><DbId>1704067200000001</DbId>"
            "</IdocAssign></ORDERS05Response></soap:Body></soap:Envelope>");
}

// P-IDOC-008
TEST_F(IdocSenderTest, AnswersInTheNamespaceAndVersionOfTheCaller) {
  start();
  const std::string soap12 = "http://www.w3.org/2003/05/soap-envelope";

  const HttpReply own = call("<o:ORDERS05 xmlns:o=\"urn:own\">" + idoc("1") + "</o:ORDERS05>");
  const HttpReply none = call("<ORDERS05>" + idoc("1") + "</ORDERS05>");
  const HttpReply newer = send(request(enveloped(orders(idoc("1")), soap12), "application/soap+xml"));

  EXPECT_NE(own.body.text().find("<ORDERS05Response xmlns=\"urn:own\">"), std::string::npos) << own.body.text();
  EXPECT_NE(none.body.text().find(kMessagesNamespace), std::string::npos);
  EXPECT_EQ(newer.headers.get("Content-Type"), "application/soap+xml;charset=UTF-8");
  EXPECT_NE(newer.body.text().find(soap12), std::string::npos);
}

// P-IDOC-009
TEST_F(IdocSenderTest, AnswersAFailureByAFault) {
  start();
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };

  const HttpReply reply = call(orders(idoc("1")));

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.text(),
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
            "<faultcode>soap:Server</faultcode><faultstring>An internal error occurred during message processing. For "
            "error details check MPL ID " +
                runner->messageIds().front() +
                " in message monitoring.</faultstring></soap:Fault></soap:Body></soap:Envelope>");
}

// P-IDOC-009
TEST_F(IdocSenderTest, TellsTheExceptionWhenTheFlowReturnsIt) {
  bench.build.model.settings.set("returnExceptionToSender", "true");
  start();
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };

  EXPECT_NE(call(orders(idoc("1"))).body.text().find("<faultstring>no stock</faultstring>"), std::string::npos);
}

// P-IDOC-009
TEST_F(IdocSenderTest, AnswersAnEscalationByAFault) {
  start();
  flow = [](Exchange& exchange) { exchange.setEscalation("others"); };

  EXPECT_EQ(call(orders(idoc("1"))).status, 500);
}

// P-IDOC-011
TEST_F(IdocSenderTest, AnswersWhatIsNoIdocByAFaultWithoutAMessage) {
  start();

  const HttpReply reply = call("<order/>");

  EXPECT_EQ(reply.status, 500);
  EXPECT_NE(
      reply.body.text().find("<faultcode>soap:Client</faultcode><faultstring>The document 'order' holds no IDoc."),
      std::string::npos)
      << reply.body.text();
  EXPECT_TRUE(runner->inbound().empty());
}

// P-IDOC-016
TEST_F(IdocSenderTest, FailsAMessageThatIsTooLarge) {
  bench.build.model.settings.set("returnExceptionToSender", "true");
  start({{"maximumBodySize", "1"}});

  const HttpReply announced = endpoint().tooLarge(request(""), {});
  const HttpReply sent = call(std::string((1U << 20U) + 1, 'x'));

  EXPECT_EQ(endpoint().maxBody(request("")), 1'048'576U);
  for (const HttpReply& reply : {announced, sent}) {
    EXPECT_EQ(reply.status, 500);
    EXPECT_NE(reply.body.text().find("Message body exceeds configured size limit (1.0 MB)."), std::string::npos);
  }
  EXPECT_EQ(runner->outcomes().size(), 2U);
}

// P-IDOC-017
TEST_F(IdocSenderTest, ServesPostAlone) {
  start();

  EXPECT_EQ(endpoint().methods(), std::vector<std::string>{"POST"});
}

// P-IDOC-018
TEST_F(IdocSenderTest, ProcessesAMessageThatComesAgain) {
  start();
  const std::string body = orders(idoc("1", "<ARCKEY>urn:sap.com:msgid=4711</ARCKEY>"));

  const std::string first = call(body).body.text();
  const std::string second = call(body).body.text();

  EXPECT_EQ(runner->inbound().size(), 2U);
  EXPECT_NE(first, second);
}

TEST_F(IdocSenderTest, HandsAttachmentsToTheFlow) {
  start();
  std::size_t attachments = 0;
  flow = [&](Exchange& exchange) { attachments = exchange.attachments().size(); };

  send(request("--b\r\nContent-Type: text/xml\r\n\r\n" + enveloped(orders(idoc("1"))) +
                   "\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n",
               "multipart/related; type=\"text/xml\"; boundary=b"));

  EXPECT_EQ(attachments, 1U);
}

// P-IDOC-019
TEST_F(IdocSenderTest, ServesWhatIsBelowItsAddressUnlessALongerOneDoes) {
  start();

  EXPECT_EQ(sender->addresses(), std::vector<std::string>{"/cxf/orders"});
  ASSERT_EQ(sender->endpointAddresses().size(), 1U);
  EXPECT_TRUE(sender->endpointAddresses()[0].prefix);
  EXPECT_TRUE(sender->endpointAddresses()[0].shareable);
}

TEST_F(IdocSenderTest, DoesNotStartOnAnAddressThatIsTaken) {
  start();
  const auto second = bench.sender("IDOC", {{"address", "/orders"}});

  const auto started = second->start(runner);
  second->stop();

  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "ENDPOINT-001");
}

}  // namespace
}  // namespace iflowsim
