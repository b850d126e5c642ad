#include "adapters/shared/soap/soap_document.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

constexpr const char* kSoap11 = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* kSoap12 = "http://www.w3.org/2003/05/soap-envelope";

std::string envelope(const std::string& content, const std::string& namespace_uri = kSoap11) {
  return "<e:Envelope xmlns:e=\"" + namespace_uri + "\">" + content + "</e:Envelope>";
}

SoapDocument read(const std::string& xml) {
  auto document = SoapDocument::parse(xml);
  EXPECT_TRUE(document) << document.error().reason;
  return std::move(document).value();
}

std::string payloadOf(const std::string& xml) {
  return read(xml).payload();
}

// P-SOAPMSG-003
TEST(SoapPayload, IsTheFirstElementOfTheBodyWithTheNamespacesOfTheEnvelope) {
  const std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?>\n"
      "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\n"
      "   <soapenv:Header/>\n"
      "   <soapenv:Body>\n"
      "      <mt:NewOperation xmlns:mt=\"http://www.example.org/MT_Message/\">\n"
      "         <status>new</status>\n"
      "      </mt:NewOperation>\n"
      "   </soapenv:Body>\n"
      "</soapenv:Envelope>";

  EXPECT_EQ(payloadOf(xml),
            "<mt:NewOperation xmlns:mt=\"http://www.example.org/MT_Message/\" "
            "xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\n"
            "         <status>new</status>\n"
            "      </mt:NewOperation>");
}

// P-SOAPMSG-004
TEST(SoapPayload, DeclaresAPrefixOfTheBodyOnceAndAsTheNearestElementSays) {
  const std::string xml = envelope("<e:Body xmlns:p='urn:body'><p:a xmlns:q='urn:own'/></e:Body>");
  const std::string hidden = "<e:Envelope xmlns:e='" + std::string(kSoap11) +
                             "' xmlns:p='urn:far'><e:Body xmlns:p='urn:near'><p:a/></e:Body></e:Envelope>";

  EXPECT_EQ(payloadOf(xml), "<p:a xmlns:q=\"urn:own\" xmlns:p=\"urn:body\" xmlns:e=\"" + std::string(kSoap11) + "\"/>");
  EXPECT_EQ(payloadOf(hidden), "<p:a xmlns:p=\"urn:near\" xmlns:e=\"" + std::string(kSoap11) + "\"/>");
}

TEST(SoapPayload, KeepsTheDefaultNamespaceItIsIn) {
  const std::string xml = "<Envelope xmlns='" + std::string(kSoap11) + "'><Body><a xmlns=''/></Body></Envelope>";

  EXPECT_EQ(payloadOf(xml), "<a xmlns=\"\"/>");
}

TEST(SoapPayload, IsTheFirstOfSeveralElements) {
  EXPECT_EQ(payloadOf(envelope("<e:Body> text <!-- c --><a/><b/></e:Body>")).substr(0, 3), "<a ");
}

TEST(SoapPayload, IsEmptyForAnEmptyBody) {
  const SoapDocument document = read(envelope("<e:Body> </e:Body>"));

  EXPECT_EQ(document.payload(), "");
  EXPECT_EQ(document.payloadName(), "");
  EXPECT_EQ(document.payloadNamespace(), "");
  EXPECT_FALSE(document.isFault());
}

TEST(SoapPayload, KeepsCharactersOfTextsAndAttributes) {
  EXPECT_EQ(payloadOf("<Envelope xmlns='" + std::string(kSoap12) +
                      "'><Body><a xmlns='' k='\xC3\xA9'>\xE2\x82\xAC &lt;&#13;</a></Body></Envelope>"),
            "<a xmlns=\"\" k=\"\xC3\xA9\">\xE2\x82\xAC &lt;&#13;</a>");
}

TEST(SoapPayload, HasANameAndANamespace) {
  const SoapDocument document = read(envelope("<e:Body><p:a xmlns:p='urn:p'/></e:Body>"));

  EXPECT_EQ(document.payloadName(), "a");
  EXPECT_EQ(document.payloadNamespace(), "urn:p");
}

TEST(SoapDocument, KnowsItsVersion) {
  EXPECT_EQ(read(envelope("<e:Body/>", kSoap11)).version(), SoapVersion::V11);
  EXPECT_EQ(read(envelope("<e:Body/>", kSoap12)).version(), SoapVersion::V12);
}

// P-SOAPMSG-001
TEST(SoapDocument, GivesItsHeaderBlocksWithTheNamespacesTheyAreIn) {
  const SoapDocument document = read(
      envelope("<e:Header><t:A xmlns:t='urn:t' e:mustUnderstand='1' e:actor='urn:me'>1</t:A><B/></e:Header><e:Body/>"));

  const std::vector<SoapHeader> headers = document.headers();

  ASSERT_EQ(headers.size(), 2U);
  EXPECT_EQ(headers[0].namespace_uri, "urn:t");
  EXPECT_EQ(headers[0].name, "A");
  EXPECT_EQ(headers[0].actor, "urn:me");
  EXPECT_TRUE(headers[0].must_understand);
  EXPECT_EQ(headers[0].xml, "<t:A xmlns:t=\"urn:t\" xmlns:e=\"" + std::string(kSoap11) +
                                "\" e:mustUnderstand=\"1\" e:actor=\"urn:me\">1</t:A>");
  EXPECT_EQ(headers[1].name, "B");
  EXPECT_FALSE(headers[1].must_understand);
}

TEST(SoapDocument, HasNoHeadersWithoutAHeader) {
  const SoapDocument document = read(envelope("<e:Body/>"));

  EXPECT_EQ(document.header(), nullptr);
  EXPECT_NE(document.body(), nullptr);
  EXPECT_TRUE(document.headers().empty());
}

TEST(SoapDocument, IsWrittenWithoutDeclaration) {
  EXPECT_EQ(read("<?xml version='1.0'?>" + envelope("<e:Body>\n<a/></e:Body>")).serialize(),
            envelope("<e:Body>\n<a/></e:Body>"));
}

TEST(SoapDocument, ReadsEncodingsOfTheDeclaration) {
  EXPECT_EQ(read("<?xml version='1.0' encoding='ISO-8859-1'?>" + envelope("<e:Body><a>\xE9</a></e:Body>"))
                .payload()
                .substr(0, 3),
            "<a ");
  EXPECT_NE(payloadOf("<?xml version='1.0' encoding='ISO-8859-1'?>" + envelope("<e:Body><a>\xE9</a></e:Body>"))
                .find(">\xC3\xA9</a>"),
            std::string::npos);
}

TEST(SoapEnvelope, IsWrittenAroundHeadersAndPayload) {
  EXPECT_EQ(writeEnvelope(SoapVersion::V11, {}, "<a/>"),
            R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><a/></soap:Body>)"
            "</soap:Envelope>");
  EXPECT_EQ(writeEnvelope(SoapVersion::V12, {{.namespace_uri = "", .name = "H", .xml = "<H/>"}}, "<a/>"),
            R"(<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header><H/></soap:Header>)"
            "<soap:Body><a/></soap:Body></soap:Envelope>");
}

std::string headerPart(SoapVersion version, const SoapHeader& header) {
  const std::string text = writeEnvelope(version, {header}, "");
  const std::size_t begin = text.find("<soap:Header>") + 13;
  return text.substr(begin, text.find("</soap:Header>") - begin);
}

// P-SOAPMSG-015
TEST(SoapEnvelope, MarksHeadersThatWereSetWithTheirMarksBesideTheirText) {
  SoapHeader header{.namespace_uri = "urn:h",
                    .name = "a",
                    .xml = "<h:a xmlns:h=\"urn:h\">1</h:a>",
                    .actor = "urn:\"hub\"",
                    .must_understand = true};

  EXPECT_EQ(headerPart(SoapVersion::V11, header),
            R"(<h:a soap:mustUnderstand="1" soap:actor="urn:&quot;hub&quot;" xmlns:h="urn:h">1</h:a>)");
  EXPECT_EQ(headerPart(SoapVersion::V12, header),
            R"(<h:a soap:mustUnderstand="true" soap:role="urn:&quot;hub&quot;" xmlns:h="urn:h">1</h:a>)");
  header = {.namespace_uri = "", .name = "b", .xml = "<b/>", .must_understand = true};
  EXPECT_EQ(headerPart(SoapVersion::V11, header), R"(<b soap:mustUnderstand="1"/>)");
}

TEST(SoapEnvelope, LeavesHeadersAloneThatHaveTheirMarksInTheirText) {
  const std::string text =
      R"(<a xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" e:mustUnderstand="1" e:actor="urn:me"/>)";

  EXPECT_EQ(headerPart(SoapVersion::V11, readSoapHeader(text)), text);
}

TEST(SoapEnvelope, MarksAHeaderThatUsesItsPrefixForSomethingElse) {
  const SoapHeader header{
      .namespace_uri = "", .name = "a", .xml = "<a xmlns:soap=\"urn:other\"/>", .must_understand = true};

  const auto document = SoapDocument::parse(writeEnvelope(SoapVersion::V11, {header}, "<x/>"));

  ASSERT_TRUE(document);
  ASSERT_EQ(document->headers().size(), 1U);
  EXPECT_TRUE(document->headers()[0].must_understand);
}

// P-SOAPMSG-005
TEST(SoapEnvelope, HasAnEmptyBodyForAnEmptyPayload) {
  EXPECT_EQ(writeEnvelope(SoapVersion::V11, {}, ""),
            R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body/></soap:Envelope>)");
}

TEST(SoapDocument, GivesItsPayloadAsABodyThatIsParsedAlready) {
  auto document = SoapDocument::parse(
      "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:o='urn:o'><s:Body><o:a> <b/></o:a>"
      "</s:Body></s:Envelope>");
  const std::string payload = document->payload();

  const Body body = std::move(*document).takePayload();

  EXPECT_EQ(body.view(), payload);
  EXPECT_EQ(Body(body.xml()).text(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + payload);
}

TEST(SoapDocument, GivesAnEmptyBodyWithoutAPayload) {
  auto document =
      SoapDocument::parse("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>");

  const Body body = std::move(*document).takePayload();

  EXPECT_FALSE(body.isNull());
  EXPECT_EQ(body.size(), 0U);
}

}  // namespace
}  // namespace iflowsim
