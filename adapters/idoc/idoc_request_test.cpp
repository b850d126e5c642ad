#include "adapters/idoc/idoc_request.h"

#include <gtest/gtest.h>

#include "adapters/idoc/idoc_testkit.h"

namespace iflowsim {
namespace {

constexpr const char* kSoap12 = "http://www.w3.org/2003/05/soap-envelope";

class IdocRequestTest : public testing::Test {
 protected:
  tl::expected<IdocRequest, IdocRefusal> read(const std::string& body, const std::string& type = "text/xml") {
    HttpRequest request;
    request.method = "POST";
    if (!type.empty()) request.headers.add("Content-Type", type);
    request.body = Body(body);
    return readIdocRequest(config, request);
  }
  std::string refusal(const std::string& body, const std::string& type = "text/xml") {
    const auto request = read(body, type);
    if (request) return "none";
    EXPECT_EQ(request.error().fault.code, SoapFault::Code::Client);
    return request.error().fault.reason;
  }

  IdocSenderConfig config;
};

// P-IDOC-001
TEST_F(IdocRequestTest, TakesTheContentTypesOfIdocs) {
  for (const char* type : {"text/xml", "Application/XML; charset=utf-8", "application/soap+xml",
                           "application/x-sap.idoc;charset=\"UTF-8\"", ""}) {
    EXPECT_TRUE(read(orders(idoc("1")), type).has_value()) << type;
  }
  EXPECT_EQ(read(orders(idoc("1")), "Application/x-SAP.idoc; charset=utf-8")->content_type, "application/x-sap.idoc");
}

// P-IDOC-001
TEST_F(IdocRequestTest, RefusesOtherContentTypes) {
  EXPECT_EQ(
      refusal(orders(idoc("1")), "application/json"),
      "Content type 'application/json' carries no IDoc. Send application/x-sap.idoc, text/xml, application/xml or "
      "application/soap+xml.");
}

// P-IDOC-002
TEST_F(IdocRequestTest, TakesTheEnvelopeOff) {
  const auto request = read("<?xml version='1.0'?>\n" + enveloped("\n" + orders(idoc("1")) + "\n"));

  ASSERT_TRUE(request.has_value()) << request.error().fault.reason;
  EXPECT_EQ(request->version, SoapVersion::V11);
  EXPECT_EQ(request->document.type, "ORDERS05");
  EXPECT_EQ(request->payload,
            "<ORDERS05 xmlns=\"urn:sap-com:document:sap:idoc:soap:messages\" "
            "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">" +
                idoc("1") + "</ORDERS05>");
}

// P-IDOC-002
TEST_F(IdocRequestTest, NeedsNoEnvelope) {
  const auto request = read("<?xml version='1.0' encoding='UTF-8'?>\n<!-- from ERP -->\n" + orders(idoc("1")));

  ASSERT_TRUE(request.has_value()) << request.error().fault.reason;
  EXPECT_EQ(request->payload, orders(idoc("1")));
}

TEST_F(IdocRequestTest, KnowsTheVersionOfTheEnvelopeAlsoOfARefusal) {
  const auto good = read(enveloped(orders(idoc("1")), kSoap12), "application/soap+xml");
  const auto bad = read(enveloped("<order/>", kSoap12), "application/soap+xml");

  EXPECT_EQ(good->version, SoapVersion::V12);
  EXPECT_EQ(bad.error().version, SoapVersion::V12);
}

// P-IDOC-011
TEST_F(IdocRequestTest, RefusesWhatIsNoIdoc) {
  EXPECT_TRUE(refusal("<order/>").starts_with("The document 'order' holds no IDoc."));
  EXPECT_TRUE(refusal(enveloped("<order/>")).starts_with("The document 'order' holds no IDoc."));
  EXPECT_EQ(refusal(enveloped("")),
            "The body of the SOAP envelope is empty. Send one element named as the IDoc type in it.");
}

TEST_F(IdocRequestTest, RefusesWhatIsNoXml) {
  EXPECT_EQ(refusal(""), "Error reading XMLStreamReader: Premature end of file. Send an IDoc that is well-formed XML.");
  EXPECT_TRUE(refusal("order 17").starts_with("Error reading XMLStreamReader: lineNumber: 1;")) << refusal("order 17");
  EXPECT_TRUE(refusal("<ORDERS05><IDOC>").ends_with("Send an IDoc that is well-formed XML."));
}

TEST_F(IdocRequestTest, RefusesAnEnvelopeThatIsNone) {
  const auto request = read(enveloped(orders(idoc("1")), "urn:other"));

  ASSERT_FALSE(request.has_value());
  EXPECT_EQ(request.error().fault.code, SoapFault::Code::VersionMismatch);
}

// P-IDOC-014
TEST_F(IdocRequestTest, RefusesADtd) {
  const std::string dtd = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>";

  EXPECT_EQ(refusal(dtd + "<ORDERS05>" + idoc("&e;") + "</ORDERS05>"),
            "A DTD is not allowed in an IDoc message. Send the document without DOCTYPE.");
  EXPECT_NE(refusal(dtd + enveloped(orders(idoc("1")))).find("DTD"), std::string::npos);
}

// P-IDOC-014
TEST_F(IdocRequestTest, RefusesADocumentThatIsNestedTooDeeply) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";

  EXPECT_EQ(refusal(deep),
            "Error reading XMLStreamReader: The document is nested deeper than 512 elements. Send a flatter document.");
}

// P-IDOC-013
TEST_F(IdocRequestTest, TreatsInvalidCharactersAsTheChannelSays) {
  const std::string body = enveloped(orders(idoc("1", "<REFINT>a\x01&#2;b</REFINT>")));

  EXPECT_EQ(refusal(body),
            "An invalid XML character (Unicode: 0x1) was found at byte " + std::to_string(body.find('\x01')) +
                " of the message. Send the IDoc without it, or let the channel remove or replace such characters.");
  config.invalid_characters = IdocSenderConfig::InvalidCharacters::Remove;
  EXPECT_NE(read(body)->payload.find("<REFINT>ab</REFINT>"), std::string::npos);
  config.invalid_characters = IdocSenderConfig::InvalidCharacters::Replace;
  EXPECT_NE(read(body)->payload.find("<REFINT>a##b</REFINT>"), std::string::npos);
}

// P-IDOC-015
TEST_F(IdocRequestTest, ReadsTheCharsetOfTheContentType) {
  const std::string body = orders(idoc("1", "<REFINT>M\xFCller</REFINT>"));

  const auto request = read(body, "text/xml; charset=ISO-8859-1");

  ASSERT_TRUE(request.has_value()) << request.error().fault.reason;
  EXPECT_NE(request->payload.find("M\xC3\xBCller"), std::string::npos);
  EXPECT_FALSE(read(body, "text/xml; charset=no-such-charset").has_value());
  EXPECT_FALSE(read(body, "text/xml").has_value());
}

TEST_F(IdocRequestTest, ReadsTheEncodingOfTheDeclaration) {
  const auto request = read("<?xml version='1.0' encoding='ISO-8859-1'?>" + orders(idoc("1", "<X>\xFC</X>")));

  ASSERT_TRUE(request.has_value()) << request.error().fault.reason;
  EXPECT_NE(request->payload.find("<X>\xC3\xBC</X>"), std::string::npos);
}

TEST_F(IdocRequestTest, TakesAttachmentsOfAMultipartRequest) {
  const std::string body = "--b\r\nContent-Type: text/xml\r\n\r\n" + enveloped(orders(idoc("1"))) +
                           "\r\n--b\r\nContent-Type: text/plain\r\nContent-ID: <note>\r\n\r\nhello\r\n--b--\r\n";

  const auto request = read(body, "multipart/related; type=\"text/xml\"; boundary=b");

  ASSERT_TRUE(request.has_value()) << request.error().fault.reason;
  EXPECT_EQ(request->document.type, "ORDERS05");
  ASSERT_EQ(request->attachments.size(), 1U);
  EXPECT_EQ(request->attachments[0].content.text(), "hello");
}

/// The document with some bytes replaced, in the same way each time.
std::string damaged(std::string xml, unsigned seed) {
  unsigned state = seed * 2'654'435'761U + 1;
  for (int i = 0; i < 3; ++i) {
    state = state * 1'664'525U + 1'013'904'223U;
    xml[(state >> 8U) % xml.size()] = static_cast<char>(state >> 24U);
  }
  return xml;
}

TEST_F(IdocRequestTest, SurvivesDamageAndLeavesNoInvalidCharacterToTheParser) {
  config.invalid_characters = IdocSenderConfig::InvalidCharacters::Remove;
  const std::string whole = enveloped(orders(idoc("1", "<REFINT>&#1;<![CDATA[&#2;]]>\xC3\xA4</REFINT>")));
  int taken = 0;

  for (unsigned seed = 0; seed < 5000; ++seed) {
    const auto request = read(damaged(whole, seed));

    taken += request ? 1 : 0;
    if (request) continue;
    const std::string& reason = request.error().fault.reason;
    EXPECT_EQ(reason.find("invalid Char"), std::string::npos) << seed << ' ' << reason;
  }

  EXPECT_GT(taken, 0);
}

TEST_F(IdocRequestTest, FailsAboveTheSizeOfTheChannel) {
  config.max_body_size = 1;

  EXPECT_THROW(read(std::string((1U << 20U) + 1, 'x')), FlowError);
}

}  // namespace
}  // namespace iflowsim
