#include "adapters/shared/soap/ws_addressing.h"

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_document.h"

namespace iflowsim {
namespace {

constexpr const char* k2005 = "http://www.w3.org/2005/08/addressing";
constexpr const char* k2004 = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

std::vector<SoapHeader> headersOf(const std::string& namespace_uri, const std::string& blocks) {
  const auto document =
      SoapDocument::parse("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:w='" + namespace_uri +
                          "'><e:Header>" + blocks + "</e:Header><e:Body/></e:Envelope>");
  EXPECT_TRUE(document);
  return document->headers();
}

// P-SOAPMSG-014
TEST(WsAddressing, IsReadFromTheHeadersOfARequest) {
  const auto addressing = readAddressing(headersOf(
      k2005,
      "<w:To>urn:to</w:To><w:Action e:mustUnderstand='1'> urn:do </w:Action><w:MessageID>urn:1</w:MessageID>"
      "<w:ReplyTo><w:Address>urn:reply</w:Address></w:ReplyTo><w:FaultTo><w:Address>urn:fault</w:Address></w:FaultTo>"
      "<w:RelatesTo>urn:0</w:RelatesTo><To xmlns=''>other</To>"));

  ASSERT_TRUE(addressing);
  EXPECT_EQ(addressing->namespace_uri, k2005);
  EXPECT_EQ(addressing->to, "urn:to");
  EXPECT_EQ(addressing->action, "urn:do");
  EXPECT_EQ(addressing->message_id, "urn:1");
  EXPECT_EQ(addressing->reply_to, "urn:reply");
  EXPECT_EQ(addressing->fault_to, "urn:fault");
  EXPECT_EQ(addressing->relates_to, "urn:0");
}

TEST(WsAddressing, KnowsTheVersionOf2004) {
  const auto addressing = readAddressing(headersOf(k2004, "<w:MessageID>urn:1</w:MessageID>"));

  ASSERT_TRUE(addressing);
  EXPECT_EQ(addressing->namespace_uri, k2004);
  EXPECT_EQ(addressing->message_id, "urn:1");
}

TEST(WsAddressing, IsAbsentWithoutItsHeaders) {
  EXPECT_FALSE(readAddressing(headersOf("urn:other", "<w:To>urn:to</w:To>")));
  EXPECT_FALSE(readAddressing({}));
}

TEST(WsAddressing, CountsTheFirstOfSeveralAndNoBrokenOne) {
  const auto addressing = readAddressing({{.namespace_uri = k2005, .name = "To", .xml = "<To"},
                                          {.namespace_uri = k2005, .name = "To", .xml = "<To>a</To>"},
                                          {.namespace_uri = k2005, .name = "To", .xml = "<To>b</To>"},
                                          {.namespace_uri = k2005, .name = "ReplyTo", .xml = "<ReplyTo/>"}});

  ASSERT_TRUE(addressing);
  EXPECT_EQ(addressing->to, "a");
  EXPECT_EQ(addressing->reply_to, "");
}

TEST(WsAddressing, IsTakenOutOfTheHeaders) {
  std::vector<SoapHeader> headers = headersOf(k2005, "<w:To>urn:to</w:To><t:Ticket xmlns:t='urn:t'/>");

  removeAddressing(headers);

  ASSERT_EQ(headers.size(), 1U);
  EXPECT_EQ(headers[0].name, "Ticket");
}

// P-SOAPMSG-014
TEST(WsAddressing, OfAReplyRelatesToTheRequest) {
  const auto headers =
      replyAddressing({.namespace_uri = k2005, .message_id = "urn:1&2", .reply_to = "urn:reply"}, "urn:done");

  ASSERT_EQ(headers.size(), 4U);
  EXPECT_EQ(headers[0].xml, "<Action xmlns=\"http://www.w3.org/2005/08/addressing\">urn:done</Action>");
  EXPECT_EQ(headers[1].xml.find("<MessageID xmlns=\"http://www.w3.org/2005/08/addressing\">urn:uuid:"), 0U);
  EXPECT_EQ(headers[2].xml, "<To xmlns=\"http://www.w3.org/2005/08/addressing\">urn:reply</To>");
  EXPECT_EQ(headers[3].xml, "<RelatesTo xmlns=\"http://www.w3.org/2005/08/addressing\">urn:1&amp;2</RelatesTo>");
  EXPECT_EQ(readAddressing(headers)->relates_to, "urn:1&2");
}

TEST(WsAddressing, OfAReplyGoesToTheCallerWhenTheRequestSaysNothing) {
  const auto headers = replyAddressing({.namespace_uri = k2004}, "urn:done");

  ASSERT_EQ(headers.size(), 3U);
  EXPECT_EQ(headers[2].xml,
            "<To xmlns=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">"
            "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</To>");
}

}  // namespace
}  // namespace iflowsim
