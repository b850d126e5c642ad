#include "adapters/shared/wsdl/wsdl_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/shared/wsdl/description_texts.h"

namespace iflowsim {
namespace {

using testing::definitions;
using ::testing::HasSubstr;
using testing::kOrdersWsdl;
using ::testing::Not;
using testing::orderBinding;
using testing::orderPortType;
using testing::ordersDescription;
using testing::orderTypes;
using testing::port;
using testing::resourcesOf;

Result<std::shared_ptr<const WsdlService>> loaded(const std::string& description,
                                                  const WsdlService::Choice& choice = {.url = "/wsdl/Orders.wsdl"}) {
  return WsdlService::load(resourcesOf({{kOrdersWsdl, description}}), choice);
}

std::shared_ptr<const WsdlService> orders() {
  return loaded(ordersDescription()).value();
}

/// `CODE text` of the failure.
std::string problemOf(const Result<std::shared_ptr<const WsdlService>>& service) {
  return service ? "none" : service.error().code + " " + service.error().text;
}

TEST(WsdlService, KnowsTheOperationsOfThePort) {
  const auto service = orders();

  ASSERT_EQ(service->operations().size(), 2U);
  const WsdlOperation& create = service->operations()[0];
  EXPECT_EQ(create.name, "CreateOrder");
  EXPECT_EQ(create.soap_action, "urn:orders/create");
  EXPECT_FALSE(create.one_way);
  EXPECT_FALSE(create.rpc);
  EXPECT_EQ(service->operations()[1].name, "CancelOrder");
}

TEST(WsdlService, TakesAnOperationWithoutOutputForOneWay) {
  EXPECT_TRUE(orders()->operation("CancelOrder")->one_way);
}

TEST(WsdlService, TakesThePartOfTheBodyAndNotThatOfAHeader) {
  const auto service = orders();
  const WsdlOperation* create = service->operation("CreateOrder");

  EXPECT_EQ(create->input_name, "Order");
  EXPECT_EQ(create->input_namespace, "urn:orders");
}

TEST(WsdlService, LeavesOutHeaderPartsAlsoWhenTheBodyListsNone) {
  std::string text = ordersDescription();
  const std::string list = " parts='order'";
  for (auto at = text.find(list); at != std::string::npos; at = text.find(list)) text.erase(at, list.size());

  EXPECT_EQ(loaded(text).value()->operation("CreateOrder")->input_name, "Order");
}

TEST(WsdlService, FindsTheOperationByTheElementInTheBody) {
  const auto service = orders();

  EXPECT_EQ(service->find("urn:orders", "Cancel", "urn:orders/create")->name, "CancelOrder");
  EXPECT_EQ(service->find("urn:other", "Cancel", ""), nullptr);
}

TEST(WsdlService, FindsTheOperationByItsActionWhenTheElementIsUnknown) {
  const auto service = orders();

  EXPECT_EQ(service->find("", "Whatever", "\"urn:orders/create\"")->name, "CreateOrder");
  EXPECT_EQ(service->find("", "Whatever", "urn:orders/cancel")->name, "CancelOrder");
  EXPECT_EQ(service->find("", "Whatever", "\"\""), nullptr);
}

TEST(WsdlService, HasNoOperationOfAnotherName) {
  EXPECT_EQ(orders()->operation("DeleteOrder"), nullptr);
}

TEST(WsdlService, ChoosesServiceAndPortWhateverTheirPrefix) {
  const auto service =
      loaded(ordersDescription(), {.url = "/wsdl/Orders.wsdl", .service = "p1:OrderService", .port = "p1:OrderPort12"});

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_EQ((*service)->operations().size(), 2U);
}

TEST(WsdlService, TakesTheFirstSoapPortWhenNoneIsNamed) {
  const std::string text =
      definitions(orderTypes() + orderPortType() +
                  "<wsdl:binding name='Get' type='tns:Orders'><http:binding verb='GET'/></wsdl:binding>" +
                  orderBinding("Orders12", "soap12") + "<wsdl:service name='S'>" + port("Get", "Get", "http") +
                  port("Soap", "Orders12", "soap12") + "</wsdl:service>");

  EXPECT_EQ(loaded(text).value()->operations().size(), 2U);
}

TEST(WsdlService, TellsRpcOperations) {
  std::string text = ordersDescription();
  const std::string action = "soapAction='urn:orders/create'";
  text.replace(text.find(action), action.size(), action + " style='rpc'");

  const auto service = loaded(text).value();

  EXPECT_TRUE(service->operation("CreateOrder")->rpc);
  EXPECT_EQ(service->operation("CreateOrder")->input_name, "");
  EXPECT_EQ(service->find("urn:any", "CreateOrder", "")->name, "CreateOrder");
  EXPECT_FALSE(service->operation("CancelOrder")->rpc);
}

TEST(WsdlService, LeavesOutNotifications) {
  const std::string text = definitions(
      "<wsdl:message name='M'/><wsdl:portType name='P'><wsdl:operation name='Tell'><wsdl:output message='tns:M'/>"
      "</wsdl:operation></wsdl:portType><wsdl:binding name='B' type='tns:P'><soap:binding/>"
      "<wsdl:operation name='Tell'/></wsdl:binding>");

  EXPECT_TRUE(loaded(text).value()->operations().empty());
}

TEST(WsdlService, TellsOverloadedOperationsApartByTheirInput) {
  const std::string text = definitions(
      "<wsdl:message name='A'><wsdl:part name='p' element='tns:ById'/></wsdl:message>"
      "<wsdl:message name='B'><wsdl:part name='p' element='tns:ByName'/></wsdl:message><wsdl:portType name='P'>"
      "<wsdl:operation name='Get'><wsdl:input name='byId' message='tns:A'/></wsdl:operation>"
      "<wsdl:operation name='Get'><wsdl:input name='byName' message='tns:B'/></wsdl:operation></wsdl:portType>"
      "<wsdl:binding name='X' type='tns:P'><soap:binding/>"
      "<wsdl:operation name='Get'><wsdl:input name='byName'/></wsdl:operation></wsdl:binding>");

  EXPECT_EQ(loaded(text).value()->operations().at(0).input_name, "ByName");
}

TEST(WsdlService, ReadsADescriptionWithABindingButNoService) {
  const std::string text = definitions(orderTypes() + orderPortType() + orderBinding("Orders11", "soap"));

  const auto service = loaded(text);

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_EQ((*service)->operations().size(), 2U);
  EXPECT_THAT((*service)->published("https://own/cxf/orders").value(),
              HasSubstr("<soap:address location=\"https://own/cxf/orders\"/>"));
}

TEST(WsdlService, NamesTheDescriptionsThereAreWhenTheOneIsMissing) {
  EXPECT_EQ(
      problemOf(loaded(ordersDescription(), {.url = "/wsdl/Ordesr.wsdl"})),
      "WSDL-001 The bundle has no file '/wsdl/Ordesr.wsdl'. Its WSDL files are: wsdl/Orders.wsdl. Correct the URL "
      "to WSDL of the channel, or add the file below src/main/resources/wsdl.");
  EXPECT_EQ(
      problemOf(WsdlService::load({}, {.url = "/wsdl/Orders.wsdl"})),
      "WSDL-001 The bundle has no file '/wsdl/Orders.wsdl'. It holds no WSDL file at all. Correct the URL to WSDL "
      "of the channel, or add the file below src/main/resources/wsdl.");
}

TEST(WsdlService, SaysWhyAFileCannotBeRead) {
  EXPECT_THAT(problemOf(loaded("<a>")),
              HasSubstr("WSDL-002 wsdl/Orders.wsdl cannot be read as WSDL 1.1: lineNumber: 1;"));
  EXPECT_THAT(problemOf(loaded("<a>")), HasSubstr(". Replace it with a valid file."));
  EXPECT_EQ(problemOf(loaded("<description xmlns='http://www.w3.org/ns/wsdl'/>")),
            "WSDL-002 wsdl/Orders.wsdl cannot be read as WSDL 1.1: its root is "
            "{http://www.w3.org/ns/wsdl}description. Replace it with a valid file.");
}

TEST(WsdlService, NamesWhatABindingRefersToInVain) {
  const std::string no_type = "<wsdl:binding name='B' type='tns:Orders'><soap:binding/></wsdl:binding>";
  const std::string other =
      "<wsdl:binding name='B' type='tns:P'><soap:binding/><wsdl:operation name='Get'/></wsdl:binding>";

  EXPECT_EQ(problemOf(loaded(definitions(no_type))),
            "WSDL-002 wsdl/Orders.wsdl cannot be read as WSDL 1.1: its binding B refers to the port type 'tns:Orders', "
            "which is not there. Replace it with a valid file.");
  EXPECT_EQ(problemOf(loaded(definitions("<wsdl:portType name='P'/>" + other))),
            "WSDL-002 wsdl/Orders.wsdl cannot be read as WSDL 1.1: the operation Get of its binding is not in the port "
            "type P. Replace it with a valid file.");
}

TEST(WsdlService, NamesTheServicesAndPortsThereAre) {
  EXPECT_EQ(
      problemOf(loaded(ordersDescription(), {.url = "/wsdl/Orders.wsdl", .service = "p1:Other"})),
      "WSDL-004 wsdl/Orders.wsdl has no service 'Other'. Its services are: OrderService. Choose one of them in the "
      "channel, or take another WSDL.");
  EXPECT_EQ(problemOf(loaded(ordersDescription(), {.url = "/wsdl/Orders.wsdl", .service = {}, .port = "p1:Other"})),
            "WSDL-004 The service OrderService of wsdl/Orders.wsdl has no port 'Other'. Its ports are: OrderPort, "
            "OrderPort12. Choose one of them as the endpoint of the channel.");
  EXPECT_EQ(problemOf(loaded(definitions("<wsdl:service name='A'/><wsdl:service name='B'/>"))),
            "WSDL-004 wsdl/Orders.wsdl has several services: A, B. Choose one of them in the channel.");
}

TEST(WsdlService, WantsASoapBinding) {
  const std::string get =
      definitions(orderPortType() +
                  "<wsdl:binding name='Get' type='tns:Orders'><http:binding verb='GET'/></wsdl:binding>"
                  "<wsdl:service name='S'>" +
                  port("Get", "Get", "http") + "</wsdl:service>");

  EXPECT_EQ(
      problemOf(loaded(get, {.url = "/wsdl/Orders.wsdl", .service = "S", .port = "Get"})),
      "WSDL-005 The port Get of wsdl/Orders.wsdl has no SOAP binding. Choose a port that has one as the endpoint of "
      "the channel.");
  EXPECT_EQ(problemOf(loaded(get)),
            "WSDL-005 No port of the service S of wsdl/Orders.wsdl has a SOAP binding. Take a WSDL with one.");
  EXPECT_EQ(problemOf(loaded(definitions(orderPortType()))),
            "WSDL-005 wsdl/Orders.wsdl has neither a service nor a SOAP binding, only abstract definitions. Export it "
            "with its binding, or set the service definition of the channel to Manual.");
}

TEST(WsdlService, BoundsTheDepthOfAFile) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";

  EXPECT_THAT(problemOf(loaded(definitions(deep))), HasSubstr("WSDL-002 wsdl/Orders.wsdl cannot be read"));
}

// P-WSDL-006
TEST(WsdlService, OffersTheGenericContractWithoutADescription) {
  const auto service = WsdlService::generic(false);

  EXPECT_EQ(service->operations().at(0).name, "invoke");
  EXPECT_FALSE(service->operations().at(0).one_way);
  EXPECT_EQ(service->find("urn:any", "Thing", "")->name, "invoke");
  const std::string text = service->published("https://own/cxf/a").value();
  EXPECT_THAT(text, HasSubstr("targetNamespace=\"http://cxf.component.camel.apache.org/\""));
  EXPECT_THAT(text, HasSubstr("<xsd:element name=\"invokeResponse\""));
  EXPECT_THAT(text, HasSubstr("<soap:address location=\"https://own/cxf/a\"/>"));
  EXPECT_THAT(text, Not(HasSubstr("@")));
}

// P-WSDL-007
TEST(WsdlService, OffersAGenericContractWithoutReplyForOneWayChannels) {
  const auto service = WsdlService::generic(true);

  EXPECT_TRUE(service->operations().at(0).one_way);
  const std::string text = service->published("https://own/cxf/a").value();
  EXPECT_THAT(text, Not(HasSubstr("invokeResponse")));
  EXPECT_THAT(text, Not(HasSubstr("output")));
  EXPECT_THAT(text, Not(HasSubstr("@")));
}

}  // namespace
}  // namespace iflowsim
