#include "tests/soap_clients/soap_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/http/curl_client.h"
#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"
#include "tests/soap_clients/soap_client.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);
void register_sap_rm(AdapterRegistry& registry);

namespace testing {
namespace {

using ::testing::HasSubstr;

/// Request-reply CreateOrder and one-way CancelOrder.
constexpr const char* kDescription =
    R"(<wsdl:definitions targetNamespace="urn:orders" xmlns:tns="urn:orders" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:types><xsd:schema targetNamespace="urn:orders" elementFormDefault="qualified">
    <xsd:element name="Order"><xsd:complexType><xsd:sequence><xsd:element name="Number" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="OrderReply"><xsd:complexType><xsd:sequence><xsd:element name="Number" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="Cancel"><xsd:complexType><xsd:sequence><xsd:element name="Number" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
  </xsd:schema></wsdl:types>
  <wsdl:message name="OrderIn"><wsdl:part name="order" element="tns:Order"/></wsdl:message>
  <wsdl:message name="OrderOut"><wsdl:part name="reply" element="tns:OrderReply"/></wsdl:message>
  <wsdl:message name="CancelIn"><wsdl:part name="cancel" element="tns:Cancel"/></wsdl:message>
  <wsdl:portType name="Orders">
    <wsdl:operation name="CreateOrder"><wsdl:input message="tns:OrderIn"/><wsdl:output message="tns:OrderOut"/></wsdl:operation>
    <wsdl:operation name="CancelOrder"><wsdl:input message="tns:CancelIn"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Orders11" type="tns:Orders"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="CreateOrder"><soap:operation soapAction="urn:orders/create"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
    <wsdl:operation name="CancelOrder"><soap:operation soapAction="urn:orders/cancel"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="OrderService"><wsdl:port name="OrderPort" binding="tns:Orders11"><soap:address location="http://localhost/orders"/></wsdl:port></wsdl:service>
</wsdl:definitions>)";

void registerBoth(AdapterRegistry& registry) {
  register_soap(registry);
  register_sap_rm(registry);
}

/// Receivers that call a real service over loopback.
class CalledService : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = whyAbsent(SoapClient::NodeSoap); !why.empty()) GTEST_SKIP() << why;
    service = std::make_unique<NodeSoapService>(kDescription);
    run.beginStep("s", "Call", "ExternalCall", exchange);
    bench.build.model.resources["src/main/resources/wsdl/Orders.wsdl"] =
        std::make_shared<const std::string>(kDescription);
    bench.services.http.onCall(
        [this](const OutboundRequest& request) { bench.services.http.answer(client.call(request)); });
  }

  void call(AdapterBench::PropertyList properties, const std::string& body) {
    properties.insert(properties.begin(), {{"address", service->address()}, {"soapWsdlURL", "/wsdl/Orders.wsdl"}});
    const auto receiver = bench.receiver(AdapterBench::channel("SOAP", Direction::Receiver, properties));
    ASSERT_NE(receiver, nullptr) << bench.findings();
    exchange.setBody(Body(body));
    receiver->call(exchange);
  }

  std::unique_ptr<NodeSoapService> service;
  AdapterBench bench{registerBoth};
  CurlClient client;
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

TEST_F(CalledService, GetsHeaderAndActionAndItsReplyBecomesTheMessage) {
  setSoapHeaders(exchange.headers(), {readSoapHeader("<Session xmlns=\"urn:orders\">77</Session>")});

  call({{"operationName", "p1:CreateOrder"}}, "<Order xmlns=\"urn:orders\"><Number>4711</Number></Order>");

  EXPECT_THAT(exchange.body().text(), ::testing::StartsWith("<OrderReply"));
  EXPECT_THAT(exchange.body().text(), HasSubstr("<Number>4711 of 77 by \"urn:orders/create\"</Number>"));
}

TEST_F(CalledService, MakesItsFaultTheFailureOfTheMessage) {
  try {
    call({{"operationName", "p1:CreateOrder"}}, "<Order xmlns=\"urn:orders\"><Number>unknown</Number></Order>");
    FAIL() << exchange.body().text();
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(), "org.apache.cxf.binding.soap.SoapFault: No such order");
    EXPECT_THAT(std::string(error.detail("detail")), HasSubstr(">ask again</hint>"));
  }
}

TEST_F(CalledService, TakesAOneWayMessageAndGivesNothingBack) {
  call({{"operationName", "p1:CancelOrder"}}, "<Cancel xmlns=\"urn:orders\"><Number>4711</Number></Cancel>");

  EXPECT_EQ(exchange.body().text(), "");
}

TEST_F(CalledService, TakesAMessageBySapRm) {
  call({{"MessageProtocol", "Plain SOAP"}, {"operationName", "p1:CancelOrder"}, {"sendHttpResponseCode", "1"}},
       "<Cancel xmlns=\"urn:orders\"><Number>4711</Number></Cancel>");

  EXPECT_EQ(exchange.body().text(), "");
  EXPECT_EQ(exchange.headers().text("CamelHttpResponseCode"), "202");
}

TEST_F(CalledService, IsNotThereAtAnotherAddress) {
  try {
    call({{"address", service->address().substr(0, service->address().rfind('/')) + "/absent"}}, "<a/>");
    FAIL() << exchange.body().text();
  } catch (const FlowError& error) {
    EXPECT_THAT(error.describe(),
                HasSubstr("HTTP response '404: Not Found' when communicating with http://127.0.0.1:"));
  }
}

}  // namespace
}  // namespace testing
}  // namespace iflowsim
