#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/shared/wsdl/description_texts.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {
namespace {

using testing::definitions;
using ::testing::HasSubstr;
using testing::kOrdersWsdl;
using ::testing::Not;
using testing::orderBinding;
using testing::ordersDescription;
using testing::resourcesOf;

constexpr const char* kOwn = "https://own/cxf/orders";
constexpr const char* kMinimal =
    "<wsdl:portType name='P'/><wsdl:binding name='B' type='tns:P'><soap:binding/></wsdl:binding>";

Result<std::shared_ptr<const WsdlService>> loaded(std::map<std::string, std::string> further, const std::string& inside,
                                                  const std::string& url = "/wsdl/Orders.wsdl") {
  further.emplace(kOrdersWsdl, definitions(inside + kMinimal));
  return WsdlService::load(resourcesOf(further), {.url = url});
}

std::string imported(const std::string& location) {
  return "<wsdl:types><xsd:schema><xsd:import namespace='urn:types' schemaLocation='" + location +
         "'/></xsd:schema></wsdl:types>";
}

std::string schema(const std::string& inside = {}) {
  return "<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:types'>" + inside +
         "</xsd:schema>";
}

std::string problemOf(const Result<std::shared_ptr<const WsdlService>>& service) {
  return service ? "none" : service.error().code + " " + service.error().text;
}

// P-WSDL-001
TEST(PublishedWsdl, HasTheAddressOfTheEndpointInEverySoapPort) {
  const auto service = WsdlService::load(resourcesOf({{kOrdersWsdl, ordersDescription()}}), {.url = "Orders.wsdl"});

  const std::string text = (*service)->published("https://own/cxf/a?b&c").value();

  EXPECT_THAT(text, HasSubstr("<soap:address location=\"https://own/cxf/a?b&amp;c\"/>"));
  EXPECT_THAT(text, HasSubstr("<soap12:address location=\"https://own/cxf/a?b&amp;c\"/>"));
  EXPECT_THAT(text, Not(HasSubstr("elsewhere")));
  EXPECT_THAT(text, HasSubstr("<wsdl:fault name=\"problem\""));
}

// P-WSDL-002
TEST(PublishedWsdl, LeavesPoliciesOut) {
  const auto service = loaded({},
                              "<wsp:UsingPolicy wsdl:required='true'/><wsp:Policy xml:id='secret'>"
                              "<wsp:ExactlyOne/></wsp:Policy><wsdl:message name='M' wsp:PolicyURIs='#secret'>"
                              "<wsp:PolicyReference URI='#secret'/></wsdl:message>"
                              "<p:Policy xmlns:p='http://www.w3.org/ns/ws-policy'/>");

  const std::string text = (*service)->published(kOwn).value();

  EXPECT_THAT(text, HasSubstr("<wsdl:message name=\"M\"/>"));
  EXPECT_THAT(text, Not(HasSubstr("Policy")));
  EXPECT_THAT(text, Not(HasSubstr("secret")));
}

// P-WSDL-003
TEST(PublishedWsdl, AsksForImportsAtItsOwnAddress) {
  const auto service =
      loaded({{"src/main/resources/xsd/My Types.xsd", schema("<xsd:include schemaLocation='Base.xsd'/>")},
              {"src/main/resources/xsd/Base.xsd", schema()}},
             imported("../xsd/My%20Types.xsd"));

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_THAT((*service)->published(kOwn).value(),
              HasSubstr("schemaLocation=\"https://own/cxf/orders?xsd=xsd/My%20Types.xsd\""));
  EXPECT_THAT((*service)->published(kOwn, "xsd/My Types.xsd").value(),
              HasSubstr("schemaLocation=\"https://own/cxf/orders?xsd=xsd/Base.xsd\""));
  EXPECT_THAT((*service)->published(kOwn, "xsd/Base.xsd").value(), HasSubstr("targetNamespace=\"urn:types\""));
}

TEST(PublishedWsdl, FollowsCyclesOnce) {
  const auto service = loaded({{"src/main/resources/wsdl/A.xsd",
                                schema("<xsd:include schemaLocation='B.xsd'/><xsd:include schemaLocation='A.xsd'/>")},
                               {"src/main/resources/wsdl/B.xsd", schema("<xsd:redefine schemaLocation='A.xsd'/>")}},
                              imported("A.xsd") + "<wsdl:import namespace='urn:orders' location='Orders.wsdl'/>");

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_THAT((*service)->published(kOwn).value(), HasSubstr("location=\"https://own/cxf/orders?wsdl\""));
  EXPECT_THAT((*service)->published(kOwn, "wsdl/B.xsd").value(), HasSubstr("?xsd=wsdl/A.xsd"));
}

TEST(PublishedWsdl, ReadsTheBindingOutOfAnImportedDescription) {
  const std::string service_file = definitions(
      "<wsdl:import namespace='urn:orders' location='Orders.wsdl'/>"
      "<wsdl:service name='S'><wsdl:port name='P' binding='tns:Orders11'><soap:address "
      "location='http://x'/></wsdl:port>"
      "</wsdl:service>");
  const Resources resources = resourcesOf({{"src/main/resources/wsdl/Service.wsdl", service_file},
                                           {kOrdersWsdl, definitions(testing::orderTypes() + testing::orderPortType() +
                                                                     orderBinding("Orders11", "soap"))}});

  const auto service = WsdlService::load(resources, {.url = "wsdl/Service.wsdl"});

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_EQ((*service)->operations().size(), 2U);
  EXPECT_THAT((*service)->published(kOwn).value(), HasSubstr("https://own/cxf/orders?wsdl=wsdl/Orders.wsdl"));
}

TEST(PublishedWsdl, LeavesImportsWithoutALocationAsTheyAre) {
  const auto service = loaded({}, "<wsdl:types><xsd:schema><xsd:import namespace='urn:x'/></xsd:schema></wsdl:types>");

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_THAT((*service)->published(kOwn).value(), HasSubstr("<xsd:import namespace=\"urn:x\"/>"));
}

// P-WSDL-004
TEST(PublishedWsdl, RefusesReferencesThatLeaveTheBundle) {
  EXPECT_EQ(
      problemOf(loaded({}, imported("https://host/a?xsd=1"))),
      "WSDL-003 wsdl/Orders.wsdl refers to 'https://host/a?xsd=1', which lies outside of the bundle. Put that file "
      "into the bundle, beside wsdl/Orders.wsdl, and change the reference to its name.");
  EXPECT_THAT(problemOf(loaded({}, imported("file:///etc/passwd"))), HasSubstr("lies outside of the bundle"));
  EXPECT_THAT(problemOf(loaded({}, imported("//host/a.xsd"))), HasSubstr("lies outside of the bundle"));
}

TEST(PublishedWsdl, NamesTheFileThatIsMissing) {
  EXPECT_EQ(problemOf(loaded({}, imported("Types.xsd"))),
            "WSDL-003 wsdl/Orders.wsdl refers to 'Types.xsd', which is not in the bundle. Add the file beside "
            "wsdl/Orders.wsdl, or remove the reference.");
  EXPECT_THAT(problemOf(loaded({}, imported("../../../../../etc/passwd"))), HasSubstr("which is not in the bundle"));
}

TEST(PublishedWsdl, NamesTheImportThatCannotBeRead) {
  EXPECT_EQ(problemOf(loaded({{"src/main/resources/wsdl/Types.xsd", "<html/>"}}, imported("Types.xsd"))),
            "WSDL-002 wsdl/Types.xsd cannot be read as a schema: its root is {}html. Replace it with a valid file.");
}

TEST(PublishedWsdl, NamesTheFilesThereAreWhenAnotherIsAskedFor) {
  const auto alone = loaded({}, "").value();
  const auto with_types = loaded({{"src/main/resources/wsdl/Types.xsd", schema()}}, imported("Types.xsd")).value();

  EXPECT_EQ(alone->published(kOwn, "x.xsd").error().code, "WSDL-006");
  EXPECT_EQ(alone->published(kOwn, "x.xsd").error().text,
            "The description has no file 'x.xsd'. It imports none. Ask for ?wsdl, and for what it names.");
  EXPECT_EQ(with_types->published(kOwn, "x.xsd").error().text,
            "The description has no file 'x.xsd'. It imports: wsdl/Types.xsd. Ask for ?wsdl, and for what it names.");
}

TEST(PublishedWsdl, LosesTheDocumentTypeOfASchema) {
  const std::string typed =
      "<!DOCTYPE xsd:schema PUBLIC 'x' 'http://www.w3.org/XMLSchema.dtd' [<!ENTITY a 'b'>]>" + schema();
  const auto service = loaded({{"src/main/resources/wsdl/Types.xsd", typed}}, imported("Types.xsd"));

  EXPECT_THAT((*service)->published(kOwn, "wsdl/Types.xsd").value(), Not(HasSubstr("DOCTYPE")));
}

TEST(PublishedWsdl, ExpandsNoEntities) {
  const std::string typed = "<!DOCTYPE xsd:schema [<!ENTITY a 'aaaaaaaaaa'>]>" +
                            schema("<xsd:annotation>&a;</xsd:annotation><xsd:import schemaLocation='&a;'/>");
  const auto service = loaded({{"src/main/resources/wsdl/Types.xsd", typed}}, imported("Types.xsd"));

  ASSERT_TRUE(service) << problemOf(service);
  EXPECT_THAT((*service)->published(kOwn, "wsdl/Types.xsd").value(), HasSubstr("<xsd:annotation>&a;</xsd:annotation>"));
}

TEST(PublishedWsdl, RefusesEntitiesThatGrow) {
  std::string entities = "<!ENTITY e0 'aaaaaaaaaa'>";
  for (int i = 1; i < 10; ++i) {
    const std::string inner = "&e" + std::to_string(i - 1) + ";";
    entities += "<!ENTITY e" + std::to_string(i) + " '";
    for (int times = 0; times < 10; ++times) entities += inner;
    entities += "'>";
  }
  const std::string bomb = "<!DOCTYPE xsd:schema [" + entities + "]>" + schema("<xsd:import schemaLocation='&e9;'/>");

  EXPECT_THAT(problemOf(loaded({{"src/main/resources/wsdl/Types.xsd", bomb}}, imported("Types.xsd"))),
              HasSubstr("WSDL-002 wsdl/Types.xsd cannot be read as a schema"));
}

TEST(PublishedWsdl, IsWellFormedUtf8WhateverTheFileWasIn) {
  const std::string latin = "<?xml version='1.0' encoding='ISO-8859-1'?>" + schema("<!-- \xE9 -->");
  const auto service = loaded({{"src/main/resources/wsdl/Types.xsd", latin}}, imported("Types.xsd"));

  const std::string text = (*service)->published(kOwn, "wsdl/Types.xsd").value();

  EXPECT_THAT(text, HasSubstr("\xC3\xA9"));
  EXPECT_TRUE(XmlDocument::parse(text));
}

}  // namespace
}  // namespace iflowsim
