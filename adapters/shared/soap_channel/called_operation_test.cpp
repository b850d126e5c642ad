#include "adapters/shared/soap_channel/called_operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"

namespace iflowsim {
namespace {

using testing::HasSubstr;

void registerNothing(AdapterRegistry& /*registry*/) {}

std::string description(const std::string& style, const std::string& operations, const std::string& bound) {
  return R"(<w:definitions targetNamespace="urn:o" xmlns:t="urn:o" xmlns:w="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema">
    <w:types><x:schema targetNamespace="urn:o"><x:element name="Order" type="x:string"/></x:schema></w:types>
    <w:message name="In"><w:part name="p" element="t:Order"/></w:message>
    <w:portType name="P">)" +
         operations + R"(</w:portType><w:binding name="B" type="t:P"><soap:binding style=")" + style +
         R"(" transport="http://schemas.xmlsoap.org/soap/http"/>)" + bound +
         R"(</w:binding><w:service name="S"><w:port name="Q" binding="t:B"><soap:address location="http://h"/></w:port>
    </w:service></w:definitions>)";
}

std::string operation(const std::string& name) {
  return "<w:operation name=\"" + name + "\"><w:input message=\"t:In\"/><w:output message=\"t:In\"/></w:operation>";
}

std::string bound(const std::string& name) {
  return "<w:operation name=\"" + name + "\"><soap:operation soapAction=\"urn:o/" + name +
         "\"/><w:input><soap:body use=\"literal\"/></w:input><w:output><soap:body use=\"literal\"/></w:output>"
         "</w:operation>";
}

class CalledOperationTest : public testing::Test {
 protected:
  void hasWsdl(const std::string& text) {
    bench.build.model.resources["src/main/resources/wsdl/Orders.wsdl"] = std::make_shared<const std::string>(text);
  }
  std::optional<CalledOperation> read(AdapterBench::PropertyList properties) {
    properties.emplace_back("soapWsdlURL", "/wsdl/Orders.wsdl");
    return readCalledOperation(bench.build, AdapterBench::channel("SOAP", Direction::Receiver, properties));
  }

  AdapterBench bench{registerNothing};
};

TEST_F(CalledOperationTest, IsOpenWithoutAWsdl) {
  const auto called = readCalledOperation(bench.build, AdapterBench::channel("SOAP", Direction::Receiver, {}));

  ASSERT_TRUE(called.has_value());
  EXPECT_EQ(called->service, nullptr);
  EXPECT_FALSE(called->operation.has_value());
}

// P-SOAPR-003
TEST_F(CalledOperationTest, IsTheOneOfTheChannelWhateverItsPrefix) {
  hasWsdl(description("document", operation("Create") + operation("Change"), bound("Create") + bound("Change")));

  const auto called = read({{"soapServiceName", "p1:S"}, {"soapWsdlPortName", "p1:Q"}, {"operationName", "p1:Change"}});

  ASSERT_TRUE(called && called->operation);
  EXPECT_EQ(called->operation->soap_action, "urn:o/Change");
}

TEST_F(CalledOperationTest, IsTheOnlyOneWhenTheChannelNamesNone) {
  hasWsdl(description("document", operation("Create"), bound("Create")));
  EXPECT_EQ(read({})->operation->name, "Create");

  hasWsdl(description("document", operation("Create") + operation("Change"), bound("Create") + bound("Change")));
  EXPECT_FALSE(read({})->operation.has_value());
}

// P-SOAPR-011
TEST_F(CalledOperationTest, MustBeOneOfThePort) {
  hasWsdl(description("document", operation("Create"), bound("Create")));

  EXPECT_FALSE(read({{"operationName", "p1:Delete"}}).has_value());

  EXPECT_EQ(bench.finding().code, "SOAP-011");
  EXPECT_EQ(bench.finding().message, "The port has no operation 'Delete'; it has 'Create'.");
}

// P-SOAPR-012
TEST_F(CalledOperationTest, MustNotBeOfRpcStyle) {
  hasWsdl(description("rpc", operation("Create"), bound("Create")));

  EXPECT_FALSE(read({}).has_value());

  EXPECT_EQ(bench.finding().code, "SOAP-012");
  EXPECT_THAT(bench.finding().remedy, HasSubstr("Leave URL to WSDL empty"));
}

// P-SOAPR-011
TEST_F(CalledOperationTest, NeedsTheWsdlInTheBundle) {
  EXPECT_FALSE(read({}).has_value());

  EXPECT_EQ(bench.finding().code, "WSDL-001");
}

}  // namespace
}  // namespace iflowsim
