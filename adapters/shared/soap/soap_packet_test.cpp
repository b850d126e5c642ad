#include <string>

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_message.h"

namespace iflowsim {
namespace {

const std::string kEnvelope =
    "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><a/></e:Body></e:Envelope>";

// P-SOAPMSG-009
TEST(SoapPacket, IsTheEnvelopeWithoutAttachments) {
  const SoapPacket of11 = writeSoapMessage(SoapVersion::V11, kEnvelope, {}, "urn:do");
  const SoapPacket of12 = writeSoapMessage(SoapVersion::V12, kEnvelope, {});
  const SoapPacket with_action = writeSoapMessage(SoapVersion::V12, kEnvelope, {}, "urn:\"do\"\r\n");

  EXPECT_EQ(of11.content_type, "text/xml;charset=UTF-8");
  EXPECT_EQ(of11.body.text(), kEnvelope);
  EXPECT_EQ(of12.content_type, "application/soap+xml;charset=UTF-8");
  EXPECT_EQ(with_action.content_type, "application/soap+xml;charset=UTF-8;action=\"urn:\\\"do\\\"\"");
}

TEST(SoapPacket, IsMultipartWithAttachments) {
  const SoapPacket packet = writeSoapMessage(SoapVersion::V11, kEnvelope,
                                             {{.name = "x", .content_type = "text/plain", .content = Body("1")}});
  const std::size_t at = packet.content_type.find("boundary=\"") + 10;
  const std::string boundary = packet.content_type.substr(at, packet.content_type.find('"', at) - at);

  EXPECT_EQ(packet.content_type, R"(multipart/related; type="text/xml"; boundary=")" + boundary +
                                     R"("; start="<root.message@cxf.apache.org>"; start-info="text/xml")");
  EXPECT_EQ(packet.body.text(), "--" + boundary +
                                    "\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Transfer-Encoding: binary\r\n"
                                    "Content-ID: <root.message@cxf.apache.org>\r\n\r\n" +
                                    kEnvelope + "\r\n--" + boundary +
                                    "\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"
                                    "Content-ID: <x>\r\n\r\n1\r\n--" +
                                    boundary + "--\r\n");
}

// P-SOAPMSG-016
TEST(SoapPacket, HasTheHeadersOfAttachmentsOnTheirParts) {
  const Attachment attachment{.name = "x",
                              .content_type = "text/plain",
                              .content = Body("1"),
                              .headers = {{"content-type", "text/xml"},
                                          {"X-Kind", "a"},
                                          {"Content-Transfer-Encoding", "base64"},
                                          {"Content-ID", "<y>"},
                                          {"Content-Disposition", "attachment;\r\n filename=x"},
                                          {"x-kind", "b"},
                                          {"\r\n", "lost"}}};

  const SoapPacket packet = writeSoapMessage(SoapVersion::V11, kEnvelope, {attachment});

  EXPECT_NE(packet.body.text().find("\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"
                                    "Content-ID: <x>\r\nX-Kind: a,b\r\n"
                                    "Content-Disposition: attachment; filename=x\r\n\r\n1\r\n"),
            std::string::npos)
      << packet.body.text();
  const auto message = readSoapMessage(packet.content_type, "", packet.body, {});
  ASSERT_TRUE(message) << message.error().reason;
  using Headers = decltype(Attachment::headers);
  ASSERT_EQ(message->attachments.size(), 1U);
  EXPECT_EQ(message->attachments[0].headers, (Headers{{"Content-Type", "text/plain"},
                                                      {"Content-Transfer-Encoding", "binary"},
                                                      {"Content-ID", "<x>"},
                                                      {"X-Kind", "a,b"},
                                                      {"Content-Disposition", "attachment; filename=x"}}));
}

TEST(SoapPacket, IsReadAsItWasWritten) {
  const std::string bytes("\0\r\n--\xFF", 6);
  const SoapPacket packet =
      writeSoapMessage(SoapVersion::V12, kEnvelope,
                       {{.name = "a b", .content_type = "", .content = Body(bytes)},
                        {.name = "big", .content_type = "x/y", .content = Body(std::string(3U << 20U, 'x'))}},
                       "urn:do");

  const auto message = readSoapMessage(packet.content_type, "", packet.body, {});

  ASSERT_TRUE(message) << message.error().reason;
  EXPECT_EQ(message->action, "urn:do");
  EXPECT_EQ(message->document.serialize(), kEnvelope);
  ASSERT_EQ(message->attachments.size(), 2U);
  EXPECT_EQ(message->attachments[0].name, "a b");
  EXPECT_EQ(message->attachments[0].content_type, "application/octet-stream");
  EXPECT_EQ(message->attachments[0].content.text(), bytes);
  EXPECT_EQ(message->attachments[1].content.size(), 3U << 20U);
}

TEST(SoapPacket, LetsNoNameOrTypeBreakItsHeaders) {
  const SoapPacket packet =
      writeSoapMessage(SoapVersion::V11, kEnvelope,
                       {{.name = "x>\r\nEvil: 1", .content_type = "text/plain\r\nEvil: 1", .content = Body("1")}});

  EXPECT_NE(packet.body.text().find("Content-Type: text/plainEvil: 1\r\n"), std::string::npos);
  EXPECT_NE(packet.body.text().find("Content-ID: <x%3EEvil: 1>\r\n"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
