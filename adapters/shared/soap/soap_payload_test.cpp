#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_document.h"
#include "runtime/base/flow_error.h"

namespace iflowsim {
namespace {

std::string payloadOf(const std::string& text) {
  return soapPayload(Body(text));
}

std::string errorOf(const std::string& text) {
  try {
    payloadOf(text);
  } catch (const FlowError& error) {
    return error.className() + ": " + error.message();
  }
  return "nothing thrown";
}

TEST(BodyAsSoapPayload, HasNoDeclaration) {
  EXPECT_EQ(payloadOf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n <b/></a>\n"), "<a>\n <b/></a>");
  EXPECT_EQ(payloadOf("\xEF\xBB\xBF<a/>"), "<a/>");
  EXPECT_EQ(payloadOf("<a/>"), "<a/>");
  EXPECT_EQ(payloadOf("<?xml-stylesheet href='x'?><a/>"), "<?xml-stylesheet href='x'?><a/>");
}

TEST(BodyAsSoapPayload, IsEmptyForAnEmptyBody) {
  EXPECT_EQ(soapPayload(Body()), "");
  EXPECT_EQ(payloadOf(""), "");
  EXPECT_EQ(payloadOf(" \n"), "");
}

TEST(BodyAsSoapPayload, HasNoDoctype) {
  EXPECT_EQ(payloadOf("<!DOCTYPE a [<!ENTITY x 'y'>]><a>1</a>"), "<a>1</a>");
}

TEST(BodyAsSoapPayload, IsInUtf8) {
  EXPECT_EQ(payloadOf("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), "<a>\xC3\xA9</a>");
}

TEST(BodyAsSoapPayload, MayBeADocument) {
  EXPECT_EQ(soapPayload(Body(XmlDocument::parse("<a><b/></a>").value())), "<a><b/></a>");
}

TEST(BodyAsSoapPayload, IsRefusedWhenItIsNoXml) {
  EXPECT_EQ(errorOf("hello"),
            "org.xml.sax.SAXParseException: lineNumber: 1; columnNumber: 1; Content is not allowed in prolog.");
}

TEST(BodyAsSoapPayload, IsRefusedWhenItRefersToEntitiesOfADoctype) {
  const std::string text =
      "org.xml.sax.SAXParseException: The message body refers to entities of a DOCTYPE, which a SOAP message cannot "
      "have. Replace the references by their texts before the message is sent.";

  EXPECT_EQ(errorOf("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), text);
  EXPECT_EQ(errorOf("<!DOCTYPE a [<!ENTITY x 'y'>]><a k='&x;'/>"), text);
}

}  // namespace
}  // namespace iflowsim
