#include "adapters/sap_rm/sap_rm_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/soap_header.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_sap_rm(AdapterRegistry& registry);

namespace {

using testing::HasSubstr;

std::string enveloped(const std::string& body, const std::string& header = "") {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>)" + header +
         "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

/// One service with one operation.
std::string description(bool one_way, const std::string& style = "document") {
  const std::string output = one_way ? "" : "<w:output message=\"t:In\"/>";
  return R"(<w:definitions targetNamespace="urn:o" xmlns:t="urn:o" xmlns:w="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema">
    <w:types><x:schema targetNamespace="urn:o"><x:element name="order" type="x:string"/></x:schema></w:types>
    <w:message name="In"><w:part name="p" element="t:order"/></w:message>
    <w:portType name="P"><w:operation name="Notify"><w:input message="t:In"/>)" +
         output + R"(</w:operation></w:portType><w:binding name="B" type="t:P"><soap:binding style=")" + style +
         R"(" transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="Notify"><soap:operation soapAction="urn:o/Notify"/><w:input><soap:body use="literal"/></w:input>
    </w:operation></w:binding><w:service name="S"><w:port name="Q" binding="t:B"><soap:address location="http://h"/>
    </w:port></w:service></w:definitions>)";
}

class SapRmSenderTest : public testing::Test {
 protected:
  static Channel channel(AdapterBench::PropertyList properties) {
    properties.insert(properties.begin(), {{"address", "/orders"}, {"MessageProtocol", "Plain SOAP"}});
    return AdapterBench::channel("SOAP", Direction::Sender, properties);
  }
  void hasWsdl(const std::string& text) {
    bench.build.model.resources["src/main/resources/wsdl/Orders.wsdl"] = std::make_shared<const std::string>(text);
  }
  void start(const AdapterBench::PropertyList& properties = {}) {
    sender = bench.sender(channel(properties));
    ASSERT_NE(sender, nullptr) << bench.findings();
    ASSERT_TRUE(sender->start(runner).has_value());
  }
  void refuses(const AdapterBench::PropertyList& properties, const std::string& code) {
    EXPECT_EQ(bench.sender(channel(properties)), nullptr);
    EXPECT_EQ(bench.finding().code, code) << bench.findings();
    bench.build.diagnostics = {};
  }

  HttpEndpoint& endpoint() { return *bench.services.endpoints.find("/cxf/orders"); }
  static HttpRequest request(const std::string& body, const std::string& query = "") {
    return {.method = "POST",
            .path = "/cxf/orders",
            .query = query,
            .has_query = !query.empty(),
            .headers = {{"Content-Type", "text/xml"}, {"SOAPAction", "urn:o/Notify"}},
            .body = Body(body)};
  }
  HttpReply send(HttpRequest call) { return served(endpoint(), std::move(call), {"ida"}); }

  AdapterBench bench{register_sap_rm};
  std::function<void(Exchange&)> flow = [](Exchange&) {};
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>([this](Exchange& exchange) { flow(exchange); });
  std::unique_ptr<Sender> sender;
};

// P-SAPRM-004
TEST_F(SapRmSenderTest, GivesTheFlowThePayloadAndTheHeadersOfTheProtocol) {
  start();
  std::string body;
  std::vector<std::string> names;
  flow = [&](Exchange& exchange) {
    body = exchange.body().text();
    for (const auto& [name, value] : exchange.headers()) {
      if (name != "SAP_MessageProcessingLogID") names.push_back(name);
    }
  };

  const HttpReply reply = send(request(enveloped("<order/>", "<messageId>1</messageId>"), "QueueId=Q1"));

  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body.size(), 0U);
  EXPECT_THAT(body, testing::StartsWith("<order"));
  EXPECT_EQ(names, (std::vector<std::string>{"SOAPAction", "SapAuthenticatedUserName", "SapMessageId", "SapMessageIdEx",
                                             "SapPlainSoapQoS", "SapPlainSoapQueueId"}));
}

// P-SAPRM-005
TEST_F(SapRmSenderTest, AnswersAFailureByAFaultSoThatTheCallerRetries) {
  start();
  flow = [](Exchange&) { throw FlowError("java.lang.Exception", "No stock"); };

  const HttpReply reply = send(request(enveloped("<order/>")));

  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body.text(),
              HasSubstr("<faultcode>soap:Server</faultcode><faultstring>An internal error occurred"));
}

// P-SAPRM-006
TEST_F(SapRmSenderTest, AnswersBeforeItProcessesWhenTheChannelSaysStandard) {
  start({{"soapOptions", "WSStandard"}});
  std::optional<int> answered;
  flow = [&](Exchange&) {
    EXPECT_EQ(answered, 202);
    throw FlowError("java.lang.Exception", "No stock");
  };

  endpoint().serve(request(enveloped("<order/>")), {}, [&](const HttpReply& reply) { answered = reply.status; });

  EXPECT_TRUE(endpoint().mayBlock());
  ASSERT_EQ(runner->outcomes().size(), 1U);
  EXPECT_EQ(runner->outcomes()[0].status, RunStatus::Failed);
}

// P-SAPRM-007
TEST_F(SapRmSenderTest, AnswersTheStatusThatWasLeftInTheMessage) {
  start();
  flow = [](Exchange& exchange) {
    exchange.headers().set("CamelHttpResponseCode", 404);
    exchange.setBody(Body("<ignored/>"));
  };

  const HttpReply reply = send(request(enveloped("<order/>")));

  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.body.size(), 0U);
}

// P-SAPRM-003
TEST_F(SapRmSenderTest, RefusesWhatIsNoSoapOrBreaksTheProtocolWithoutAMessage) {
  start();

  EXPECT_THAT(send(request("order")).body.text(), HasSubstr("<soap:Fault>"));
  EXPECT_THAT(send(request(enveloped("<order/>"), "QualityOfService=ExactlyOnceInOrder")).body.text(),
              HasSubstr("<faultcode>soap:Client</faultcode>"));

  EXPECT_TRUE(runner->inbound().empty());
}

TEST_F(SapRmSenderTest, RefusesHeadersThatItMustUnderstandAndDoesNot) {
  start();
  const std::string id = R"(<messageId s:mustUnderstand="1">1</messageId>)";

  EXPECT_EQ(send(request(enveloped("<order/>", id))).status, 202);
  const HttpReply reply = send(request(enveloped("<order/>", R"(<t:x xmlns:t="urn:t" s:mustUnderstand="1"/>)")));

  EXPECT_THAT(reply.body.text(), HasSubstr("MustUnderstand headers: [{urn:t}x] are not understood."));
}

// P-SAPRM-008
TEST_F(SapRmSenderTest, TakesOnlyTheElementsOfItsWsdl) {
  hasWsdl(description(true));
  start({{"soapWsdlURL", "/wsdl/Orders.wsdl"}});

  EXPECT_EQ(send(request(enveloped("<order xmlns=\"urn:o\"/>"))).status, 202);
  HttpRequest other = request(enveloped("<bill xmlns=\"urn:o\"/>"));
  other.headers.remove("SOAPAction");
  const HttpReply reply = send(std::move(other));

  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body.text(), HasSubstr("Message part {urn:o}bill was not recognized."));
}

// P-SAPRM-009
TEST_F(SapRmSenderTest, RefusesAWsdlThatItCannotServe) {
  hasWsdl(description(false));
  refuses({{"soapWsdlURL", "/wsdl/Orders.wsdl"}}, "SAPRM-002");
  hasWsdl(description(true, "rpc"));
  refuses({{"soapWsdlURL", "/wsdl/Orders.wsdl"}}, "SAPRM-003");
  refuses({{"soapWsdlURL", "/wsdl/Other.wsdl"}}, "WSDL-001");
}

TEST_F(SapRmSenderTest, RefusesUnknownProcessingSettings) {
  refuses({{"soapOptions", "Sometimes"}}, "SAPRM-001");
}

TEST_F(SapRmSenderTest, ServesItsContract) {
  start();
  HttpRequest get = request("", "wsdl");
  get.method = "GET";

  EXPECT_THAT(send(std::move(get)).body.text(), HasSubstr("http://cxf.component.camel.apache.org/"));
}

TEST_F(SapRmSenderTest, FailsAMessageThatIsTooLarge) {
  start({{"maximumBodySize", "1"}});

  const HttpReply reply = endpoint().tooLarge(request(""), {});

  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body.text(), HasSubstr("<soap:Fault>"));
  ASSERT_EQ(runner->outcomes().size(), 1U);
  EXPECT_THAT(runner->outcomes()[0].error->message(), HasSubstr("1.0 MB"));
}

}  // namespace
}  // namespace iflowsim
