#include "runtime/message/soap_header.h"

#include <gtest/gtest.h>

#include "runtime/base/flow_error.h"

namespace iflowsim {
namespace {

constexpr const char* kSoap11 = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* kSoap12 = "http://www.w3.org/2003/05/soap-envelope";

SoapHeader ticket(const std::string& text) {
  return {.namespace_uri = "urn:t", .name = "Ticket", .xml = "<Ticket xmlns=\"urn:t\">" + text + "</Ticket>"};
}

std::string errorOf(const Headers& headers) {
  try {
    soapHeaders(headers);
  } catch (const FlowError& error) {
    return error.className() + ": " + error.message();
  }
  return "nothing thrown";
}

// P-SOAPMSG-001
TEST(SoapHeaders, AreAListInAHeaderOfTheMessage) {
  Headers headers;

  setSoapHeaders(headers, {ticket("1"), ticket("2")});

  EXPECT_EQ(headers.get("org.apache.cxf.headers.Header.list").className(), "java.util.ArrayList");
  EXPECT_EQ(headers.text("org.apache.cxf.headers.Header.list"),
            R"(<Ticket xmlns="urn:t">1</Ticket><Ticket xmlns="urn:t">2</Ticket>)");
  ASSERT_EQ(soapHeaders(headers).size(), 2U);
  EXPECT_EQ(soapHeaders(headers)[1].xml, R"(<Ticket xmlns="urn:t">2</Ticket>)");
}

TEST(SoapHeaders, AreNoneWithoutTheHeader) {
  EXPECT_TRUE(soapHeaders(Headers{}).empty());
}

TEST(SoapHeaders, AreGoneWhenSetToNone) {
  Headers headers;
  setSoapHeaders(headers, {ticket("1")});

  setSoapHeaders(headers, {});

  EXPECT_FALSE(headers.contains(kSoapHeaderList));
}

// P-SOAPMSG-002
TEST(SoapHeaders, MayBeWrittenAsText) {
  Headers headers;
  headers.set(kSoapHeaderList, "<?xml version='1.0'?>\n<t:A xmlns:t='urn:t'>1</t:A>\n<B/>");

  const std::vector<SoapHeader> read = soapHeaders(headers);

  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].namespace_uri, "urn:t");
  EXPECT_EQ(read[0].name, "A");
  EXPECT_EQ(read[0].xml, "<t:A xmlns:t=\"urn:t\">1</t:A>");
  EXPECT_EQ(read[1].namespace_uri, "");
  EXPECT_EQ(read[1].xml, "<B/>");
}

TEST(SoapHeaders, MayBeAListOfTexts) {
  Headers headers;
  headers.set(kSoapHeaderList, Value::list({Value("<A/>"), Value("<B/>")}));

  ASSERT_EQ(soapHeaders(headers).size(), 2U);
  EXPECT_EQ(soapHeaders(headers)[1].name, "B");
}

TEST(SoapHeaders, AreRefusedWhenTheTextIsNotWellFormed) {
  Headers headers;
  headers.set(kSoapHeaderList, "<A></B>");

  EXPECT_EQ(
      errorOf(headers),
      "org.xml.sax.SAXParseException: The SOAP headers in the header org.apache.cxf.headers.Header.list cannot be "
      "read: Opening and ending tag mismatch: A line 1 and B. Set it to XML elements one after the other, or "
      "remove it.");
}

TEST(SoapHeaders, AreRefusedWhenTheTextIsNoElement) {
  Headers headers;
  headers.set(kSoapHeaderList, "ticket 17");

  EXPECT_EQ(
      errorOf(headers),
      "org.xml.sax.SAXParseException: The SOAP headers in the header org.apache.cxf.headers.Header.list cannot be "
      "read: 'ticket 17' is no element. Set it to XML elements one after the other, or remove it.");
}

TEST(SoapHeader, SaysWhatItsAttributesSay) {
  const SoapHeader of11 = readSoapHeader("<s:A xmlns:s='urn:a' xmlns:e='" + std::string(kSoap11) +
                                         "' e:actor='urn:next' e:mustUnderstand='1'/>");
  const SoapHeader of12 =
      readSoapHeader("<A xmlns:e='" + std::string(kSoap12) + "' e:role='urn:next' e:mustUnderstand='true'/>");
  const SoapHeader plain = readSoapHeader("<A actor='x' mustUnderstand='1'/>");

  EXPECT_EQ(of11.namespace_uri, "urn:a");
  EXPECT_EQ(of11.actor, "urn:next");
  EXPECT_TRUE(of11.must_understand);
  EXPECT_EQ(of12.actor, "urn:next");
  EXPECT_TRUE(of12.must_understand);
  EXPECT_EQ(plain.actor, "");
  EXPECT_FALSE(plain.must_understand);
}

TEST(SoapHeader, IsRefusedWhenItIsNotWellFormed) {
  try {
    readSoapHeader(std::string("<A>"));
    FAIL() << "nothing thrown";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message().find("The SOAP header is not well-formed: lineNumber: 1; columnNumber: 4; "), 0U)
        << error.message();
  }
}

}  // namespace
}  // namespace iflowsim
