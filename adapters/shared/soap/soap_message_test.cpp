#include "adapters/shared/soap/soap_message.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

constexpr const char* kRelated = "multipart/related; type=\"text/xml\"; boundary=\"b\"";

std::string envelope(const std::string& payload) {
  return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>" + payload +
         "</e:Body></e:Envelope>";
}

std::string part(const std::string& headers, const std::string& content) {
  return "--b\r\n" + headers + "\r\n" + content + "\r\n";
}

std::string rootPart(const std::string& payload) {
  return part("Content-Type: text/xml; charset=UTF-8\r\nContent-ID: <root>\r\n", envelope(payload));
}

tl::expected<SoapMessage, SoapFault> read(const std::string& content_type, const std::string& body,
                                          const SoapLimits& limits = {}) {
  return readSoapMessage(content_type, "", Body(body), limits);
}

std::string refusalOf(const std::string& content_type, const std::string& body, const SoapLimits& limits = {}) {
  const auto message = read(content_type, body, limits);
  if (message) return "no refusal";
  EXPECT_EQ(message.error().code, SoapFault::Code::Client);
  return message.error().reason;
}

bool isUuid(const std::string& text) {
  return text.size() == 36 && text.find_first_not_of("0123456789abcdef-") == std::string::npos;
}

TEST(SoapMessage, MayBeAPlainEnvelope) {
  const auto message = read("text/xml; charset=UTF-8", envelope("<a/>"));

  ASSERT_TRUE(message);
  EXPECT_EQ(message->document.payloadName(), "a");
  EXPECT_TRUE(message->attachments.empty());
  EXPECT_EQ(message->action, "");
}

TEST(SoapMessage, HasItsActionInTheHeaderOrTheContentType) {
  const Body body(envelope("<a/>"));

  EXPECT_EQ(readSoapMessage("text/xml", "\"urn:do\"", body, {})->action, "urn:do");
  EXPECT_EQ(readSoapMessage("text/xml", "urn:do", body, {})->action, "urn:do");
  EXPECT_EQ(readSoapMessage("text/xml", "\"\"", body, {})->action, "");
  EXPECT_EQ(readSoapMessage("application/soap+xml; action=\"urn:do\"", "urn:other", body, {})->action, "urn:do");
}

TEST(SoapMessage, IsReadInTheCharsetOfTheContentType) {
  const auto message = read("text/xml; charset=ISO-8859-1", envelope("<a>\xE9</a>"));

  ASSERT_TRUE(message);
  EXPECT_NE(message->document.payload().find(">\xC3\xA9</a>"), std::string::npos);
}

// P-SOAPMSG-006
TEST(SoapWithAttachments, HasTheAttachmentsInTheirOrder) {
  const auto message =
      read(kRelated, rootPart("<a/>") + part("Content-Type: text/plain\r\nContent-ID: <one>\r\n", "1") +
                         part("Content-ID: two\r\nContent-Transfer-Encoding: base64\r\n", "Mg==") + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_EQ(message->document.payloadName(), "a");
  ASSERT_EQ(message->attachments.size(), 2U);
  EXPECT_EQ(message->attachments[0].name, "one");
  EXPECT_EQ(message->attachments[0].content_type, "text/plain");
  EXPECT_EQ(message->attachments[0].content.text(), "1");
  EXPECT_EQ(message->attachments[1].name, "two");
  EXPECT_EQ(message->attachments[1].content_type, "application/octet-stream");
  EXPECT_EQ(message->attachments[1].content.text(), "2");
}

// P-SOAPMSG-007
TEST(SoapWithAttachments, GivesEveryAttachmentANameOfItsOwn) {
  const auto message = read(kRelated, rootPart("<a/>") + part("Content-ID: <x>\r\n", "1") +
                                          part("Content-ID: <x>\r\n", "2") + part("", "3") + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  ASSERT_EQ(message->attachments.size(), 3U);
  EXPECT_EQ(message->attachments[0].name, "x");
  EXPECT_EQ(message->attachments[1].name.substr(0, 2), "x_");
  EXPECT_TRUE(isUuid(message->attachments[1].name.substr(2)));
  EXPECT_TRUE(isUuid(message->attachments[2].name));
}

TEST(SoapWithAttachments, HasItsEnvelopeWhereTheContentTypeSays) {
  const auto message =
      read(std::string(kRelated) + "; start=\"<root>\"", part("Content-ID: <x>\r\n", "1") + rootPart("<a/>") + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_EQ(message->document.payloadName(), "a");
  ASSERT_EQ(message->attachments.size(), 1U);
  EXPECT_EQ(message->attachments[0].name, "x");
}

TEST(SoapWithAttachments, MayHaveItsEnvelopeEncoded) {
  const auto message =
      read(kRelated,
           part("Content-Type: text/xml\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                "<e:Envelope xmlns:e=3D\"http://schemas.xmlsoap.org/soap/=\r\nenvelope/\"><e:Body/></e:Envelope>") +
               "--b--");

  EXPECT_TRUE(message) << message.error().reason;
}

std::string included(const std::string& href) {
  return R"(<a><i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href=")" + href + "\"/></a>";
}

const std::string kMtom = R"(multipart/related; type="application/xop+xml"; boundary=b; start-info="text/xml")";

// P-SOAPMSG-008
TEST(Mtom, HasItsPartsPutBackIntoTheEnvelope) {
  const auto message =
      read(kMtom, part("Content-Type: application/xop+xml; type=\"text/xml\"\r\n", envelope(included("cid:x%40y"))) +
                      part("Content-ID: <x@y>\r\n", "hello") + part("Content-ID: <other>\r\n", "1") + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_EQ(message->document.payload(), "<a xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">aGVsbG8=</a>");
  ASSERT_EQ(message->attachments.size(), 1U);
  EXPECT_EQ(message->attachments[0].name, "other");
}

TEST(Mtom, MayNameItsActionInTheRootPart) {
  const auto message =
      read(kMtom, part("Content-Type: application/xop+xml; action=\"urn:do\"\r\n", envelope("<a/>")) + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_EQ(message->action, "urn:do");
}

// XOP-001
TEST(Mtom, IncludesNothingFromOutside) {
  EXPECT_EQ(refusalOf(kMtom, rootPart(included("file:///etc/passwd")) + "--b--"),
            "An xop:Include refers to 'file:///etc/passwd'. Only parts of the message can be included; refer to one as "
            "'cid:<Content-ID>'.");
}

TEST(Mtom, IsRefusedWhenAPartIsMissing) {
  const std::string reason = ", but the message has no such part. Send a part with this Content-ID.";

  EXPECT_EQ(refusalOf(kMtom, rootPart(included("cid:x")) + "--b--"), "An xop:Include refers to 'cid:x'" + reason);
  EXPECT_EQ(refusalOf(kMtom, rootPart(included("cid:root")) + "--b--"), "An xop:Include refers to 'cid:root'" + reason);
}

TEST(Mtom, IsRefusedWhenItsPartsAreTooLargeHoweverOftenTheyAreIncluded) {
  EXPECT_EQ(refusalOf(kMtom,
                      rootPart("<r>" + included("cid:x") + included("cid:x") + "</r>") +
                          part("Content-ID: <x>\r\n", "12345") + "--b--",
                      {.attachments = 9}),
            "The parts that are included in the message have more than 9 bytes together. Send less.");
}

TEST(Mtom, SurvivesAnIncludeInsideAnInclude) {
  const std::string inner = R"(<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:x"/>)";
  const std::string outer = R"(<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:x">)";

  const auto message =
      read(kMtom, rootPart("<a>" + outer + inner + "</i:Include></a>") + part("Content-ID: <x>\r\n", "1") + "--b--");

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_NE(message->document.payload().find(">MQ==</a>"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
