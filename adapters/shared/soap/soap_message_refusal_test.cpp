#include <string>

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_message.h"

namespace iflowsim {
namespace {

const std::string kEnvelope =
    "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>";
const std::string kRoot = "--b\r\nContent-Type: text/xml\r\n\r\n" + kEnvelope + "\r\n";
constexpr const char* kRelated = "multipart/related; boundary=b";

std::string refusalOf(const std::string& content_type, const std::string& body, const SoapLimits& limits = {}) {
  const auto message = readSoapMessage(content_type, "", Body(body), limits);
  if (message) return "no refusal";
  EXPECT_EQ(message.error().code, SoapFault::Code::Client);
  return message.error().reason;
}

// P-SOAPMSG-013
TEST(RefusedSoapMessage, HasAContentTypeThatCarriesNoSoap) {
  const std::string reason =
      " does not carry a SOAP message. Send text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), or multipart/related "
      "with one of them as its root part.";

  EXPECT_EQ(refusalOf("application/json", "{}"), "The content type 'application/json'" + reason);
  EXPECT_EQ(refusalOf("text/plain; charset=UTF-8", kEnvelope), "The content type 'text/plain'" + reason);
  EXPECT_EQ(refusalOf("multipart/form-data; boundary=b", kRoot + "--b--"),
            "The content type 'multipart/form-data'" + reason);
  EXPECT_EQ(refusalOf(kRelated, "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--"),
            "The content type 'image/png'" + reason);
}

TEST(RefusedSoapMessage, HasNoEnvelope) {
  EXPECT_EQ(refusalOf("text/xml", "hello"),
            "Error reading XMLStreamReader: lineNumber: 1; columnNumber: 1; Content is not allowed in prolog. Send a "
            "SOAP envelope that is well-formed XML.");
}

TEST(RefusedSoapMessage, IsNotInItsCharset) {
  EXPECT_EQ(refusalOf("text/xml; charset=klingon", kEnvelope),
            "The charset 'klingon' of the content type is unknown. Send the message in UTF-8.");
}

TEST(RefusedSoapMessage, HasNoBoundaryInItsContentType) {
  EXPECT_EQ(refusalOf("multipart/related", kRoot + "--b--"),
            "The content type multipart/related has no boundary. Add the parameter boundary to it.");
}

TEST(RefusedSoapMessage, HasAVeryLongBoundary) {
  EXPECT_EQ(refusalOf("multipart/related; boundary=" + std::string(201, '-'), kRoot),
            "The boundary of the content type multipart/related is longer than 200 characters. Choose a shorter one.");
}

TEST(RefusedSoapMessage, IsADamagedMultipart) {
  EXPECT_EQ(refusalOf(kRelated, kRoot),
            "Part 1 of the multipart message has no end. Send the message whole, with '--b--' as its last line.");
  EXPECT_EQ(refusalOf(kRelated, "--b--"),
            "The multipart message has no parts. Send text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), or "
            "multipart/related with one of them as its root part.");
}

TEST(RefusedSoapMessage, HasNoPartOfThatStart) {
  EXPECT_EQ(refusalOf("multipart/related; boundary=b; start=\"<x>\"", kRoot + "--b--"),
            "The parameter start of the content type names the part 'x', which the multipart message does not have. "
            "Send it, or leave the parameter out.");
}

TEST(RefusedSoapMessage, HasADamagedAttachment) {
  EXPECT_EQ(refusalOf(kRelated, kRoot + "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n***\r\n--b--"),
            "A part without Content-ID is not in base64, as its Content-Transfer-Encoding says. Encode it, or send it "
            "as binary.");
}

// MIME-004
TEST(RefusedSoapMessage, HasTooLargeAttachments) {
  const std::string reason = "The attachments of the message have more than 5 bytes together. Send less.";
  const std::string part = "--b\r\n\r\n123\r\n";
  const std::string encoded = "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nMTIzNDU2\r\n";

  EXPECT_EQ(refusalOf(kRelated, kRoot + part + part + "--b--", {.attachments = 5}), reason);
  EXPECT_EQ(refusalOf(kRelated, kRoot + "--b\r\n\r\n123456\r\n--b--", {.attachments = 5}), reason);
  EXPECT_EQ(refusalOf(kRelated, kRoot + encoded + "--b--", {.attachments = 5}), reason);
}

TEST(RefusedSoapMessage, HasTooManyAttachments) {
  const std::string part = "--b\r\n\r\n1\r\n";

  EXPECT_EQ(refusalOf(kRelated, kRoot + part + part + "--b--", {.parts = 1}),
            "The multipart message has more than 2 parts. Send fewer.");
}

TEST(RefusedSoapMessage, HasATooLargeEnvelope) {
  EXPECT_EQ(refusalOf(kRelated, kRoot + "--b--", {.envelope = 10}),
            "The envelope of the multipart message has more than 10 bytes. Send less.");
}

}  // namespace
}  // namespace iflowsim
