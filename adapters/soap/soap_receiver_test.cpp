#include "adapters/soap/soap_receiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

using testing::HasSubstr;

constexpr const char* kReply =
    R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><ok xmlns="urn:o">1</ok></e:Body></e:Envelope>)";

/// One operation `Notify`, with or without an output.
std::string description(bool one_way) {
  const std::string output = one_way ? "" : "<w:output message=\"t:In\"/>";
  return R"(<w:definitions targetNamespace="urn:o" xmlns:t="urn:o" xmlns:w="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema">
    <w:types><x:schema targetNamespace="urn:o"><x:element name="order" type="x:string"/></x:schema></w:types>
    <w:message name="In"><w:part name="p" element="t:order"/></w:message>
    <w:portType name="P"><w:operation name="Notify"><w:input message="t:In"/>)" +
         output + R"(</w:operation></w:portType><w:binding name="B" type="t:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="Notify"><soap:operation soapAction="urn:o/Notify"/><w:input><soap:body use="literal"/></w:input>
    </w:operation></w:binding><w:service name="S"><w:port name="Q" binding="t:B"><soap:address location="http://h"/>
    </w:port></w:service></w:definitions>)";
}

class SoapReceiverTest : public testing::Test {
 protected:
  SoapReceiverTest() { run.beginStep("s", "Call", "ExternalCall", exchange); }

  void hasWsdl(bool one_way) {
    bench.build.model.resources["src/main/resources/wsdl/Orders.wsdl"] =
        std::make_shared<const std::string>(description(one_way));
  }
  std::unique_ptr<Receiver> receiver(AdapterBench::PropertyList properties = {}) {
    properties.emplace_back("address", "https://erp.example/orders");
    return bench.receiver("SOAP", properties);
  }
  const OutboundRequest& call(AdapterBench::PropertyList properties = {}) {
    const auto built = receiver(std::move(properties));
    EXPECT_NE(built, nullptr) << bench.findings();
    built->call(exchange);
    return bench.services.http.last();
  }
  void answers(int status, const std::string& body) {
    bench.services.http.answer(
        HttpReply{.status = status, .headers = {{"Content-Type", "text/xml"}}, .body = Body(body)});
  }

  AdapterBench bench{register_soap};
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

// P-SOAPR-001
TEST_F(SoapReceiverTest, WrapsTheBodyAndUnwrapsTheReply) {
  answers(200, kReply);
  exchange.setBody(Body("<?xml version=\"1.0\"?>\n<order xmlns=\"urn:o\">7</order>"));

  const OutboundRequest& sent = call();

  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.url, "https://erp.example/orders");
  EXPECT_EQ(sent.body.text(),
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><order "
            "xmlns=\"urn:o\">7</order></soap:Body></soap:Envelope>");
  EXPECT_THAT(exchange.body().text(), testing::StartsWith("<ok xmlns=\"urn:o\""));
  EXPECT_FALSE(exchange.headers().contains("CamelHttpResponseCode"));
}

// P-SOAPR-001
TEST_F(SoapReceiverTest, SendsTheSoapHeadersOfTheMessage) {
  answers(200, kReply);
  setSoapHeaders(exchange.headers(), {readSoapHeader("<t:tenant xmlns:t=\"urn:t\">7</t:tenant>")});

  EXPECT_THAT(call().body.text(), HasSubstr("<soap:Header><t:tenant xmlns:t=\"urn:t\">7</t:tenant></soap:Header>"));

  EXPECT_TRUE(soapHeaders(exchange.headers()).empty());
}

TEST_F(SoapReceiverTest, DoesNotCallWithABodyThatIsNoXml) {
  exchange.setBody(Body("order 7"));

  EXPECT_THROW(call(), FlowError);

  EXPECT_TRUE(bench.services.http.requests().empty());
}

// P-SOAPR-003
TEST_F(SoapReceiverTest, SendsTheActionOfTheOperation) {
  hasWsdl(false);
  answers(200, kReply);

  EXPECT_EQ(call({{"soapWsdlURL", "/wsdl/Orders.wsdl"}, {"operationName", "p1:Notify"}}).headers.get("SOAPAction"),
            "\"urn:o/Notify\"");
}

// P-SOAPR-013
TEST_F(SoapReceiverTest, ReturnsTheStatusWhenAskedButNotOfOneWayOperations) {
  const AdapterBench::PropertyList with_wsdl{{"sendHttpResponseCode", "1"}, {"soapWsdlURL", "/wsdl/Orders.wsdl"}};
  answers(200, kReply);
  hasWsdl(true);

  call(with_wsdl);
  EXPECT_FALSE(exchange.headers().contains("CamelHttpResponseCode"));
  hasWsdl(false);
  call(with_wsdl);

  EXPECT_EQ(exchange.headers().text("CamelHttpResponseCode"), "200");
}

// P-SOAPR-007
TEST_F(SoapReceiverTest, EmptiesTheMessageAfterAOneWayOperationWhateverComesBack) {
  hasWsdl(true);
  answers(200, kReply);
  exchange.setBody(Body("<order/>"));

  call({{"soapWsdlURL", "/wsdl/Orders.wsdl"}});

  EXPECT_EQ(exchange.body().text(), "");
}

// P-SOAPR-008
TEST_F(SoapReceiverTest, LeavesTheMessageAsItWasWhenTheCallFails) {
  answers(
      500,
      R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode>)"
      R"(<faultstring>Closed</faultstring></e:Fault></e:Body></e:Envelope>)");
  exchange.setBody(Body("<order/>"));

  try {
    call();
    FAIL();
  } catch (const FlowError& error) {
    EXPECT_EQ(error.className(), "org.apache.cxf.binding.soap.SoapFault");
    EXPECT_EQ(error.message(), "Closed");
  }

  EXPECT_EQ(exchange.body().text(), "<order/>");
}

}  // namespace
}  // namespace iflowsim
