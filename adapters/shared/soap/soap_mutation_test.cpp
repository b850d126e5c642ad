#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/shared/soap/soap_message.h"
#include "adapters/shared/soap/ws_addressing.h"
#include "runtime/base/flow_error.h"

/// Damaged messages in great number, always the same ones: whatever arrives is read or refused with a reason.
namespace iflowsim {
namespace {

constexpr int kRounds = 3000;

constexpr std::string_view kEnvelope =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
    "xmlns:w=\"http://www.w3.org/2005/08/addressing\">"
    "<s:Header><w:MessageID "
    "s:mustUnderstand=\"1\">urn:1</w:MessageID><w:ReplyTo><w:Address>urn:a</w:Address></w:ReplyTo>"
    "</s:Header><s:Body><m:a xmlns:m=\"urn:m\" k='&lt;\xC3\xA9'><!-- c --><![CDATA[<x>]]>&#233;<b><i:Include "
    "xmlns:i=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:one%40x\"/></b></m:a></s:Body></s:Envelope>";

constexpr std::string_view kFault =
    "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>"
    "<e:Subcode><e:Value xmlns:m='urn:m'>m:x</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang='en'>r</e:Text>"
    "</e:Reason><e:Role>urn:a</e:Role><e:Detail><d/>t</e:Detail></e:Fault></e:Body></e:Envelope>";

/// Pieces that mean something to the readers.
constexpr std::array<std::string_view, 27> kPieces = {"<!DOCTYPE a [<!ENTITY x '&x;'>]>",
                                                      "&x;",
                                                      "&#0;",
                                                      "]]>",
                                                      "<![CDATA[",
                                                      "<!--",
                                                      "-->",
                                                      "<?xml version='1.0'?>",
                                                      "<?p",
                                                      "xmlns:s=\"\"",
                                                      "xmlns=\"\"",
                                                      "<s:Body/>",
                                                      "<s:Header/>",
                                                      "\r\n",
                                                      "\n",
                                                      "\r\n\r\n",
                                                      "--b",
                                                      "--b--",
                                                      "--b\r\n",
                                                      "Content-ID: <one@x>\r\n",
                                                      "Content-Transfer-Encoding: base64\r\n",
                                                      "Content-Transfer-Encoding: quoted-printable\r\n",
                                                      "Content-Type: text/xml; charset=UTF-16\r\n",
                                                      "=",
                                                      "\xFF\xFE",
                                                      std::string_view("\0", 1),
                                                      "<"};

class Mutations {
 public:
  std::string of(std::string_view seed) {
    std::string text(seed);
    for (std::size_t i = 0; i <= below(4); ++i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void change(std::string& text) {
    const std::size_t at = below(text.size());
    const std::size_t length = below(40);
    switch (below(5)) {
      case 0:
        return text.insert(at, kPieces.at(below(kPieces.size()))), void();
      case 1:
        return text.erase(at, length), void();
      case 2:
        return text.insert(below(text.size()), text.substr(at, length)), void();
      case 3:
        return text.resize(at);
      default:
        if (!text.empty()) text[at] = static_cast<char>(below(256));
    }
  }

  // Always the same seed, so that a failure comes back.
  std::mt19937 random_{20260117};  // NOLINT(cert-msc32-c,cert-msc51-cpp)
};

/// Reads everything there is to read in a document.
void readAll(const SoapDocument& document) {
  const std::vector<SoapHeader> headers = document.headers();
  const auto addressing = readAddressing(headers);
  EXPECT_TRUE(!addressing || !replyAddressing(*addressing, "urn:a").empty());
  const SoapFault fault = document.fault();
  const std::string payload = document.payload();
  EXPECT_EQ(payload.empty(), document.payloadName().empty());
  EXPECT_TRUE(XmlDocument::parse(document.serialize())) << document.serialize();
  EXPECT_TRUE(payload.empty() || XmlDocument::parse(payload)) << payload;
  EXPECT_TRUE(SoapDocument::parse(writeEnvelope(document.version(), headers, payload)));
  EXPECT_TRUE(SoapDocument::parse(writeFault(fault, document.version())));
}

void readOrRefuse(std::string_view content_type, const std::string& bytes) {
  const auto message = readSoapMessage(content_type, "\"urn:a\"", Body(bytes), {.attachments = 1000, .parts = 5});
  if (!message) {
    EXPECT_FALSE(message.error().reason.empty());
    EXPECT_TRUE(SoapDocument::parse(writeFault(message.error(), SoapVersion::V11))) << message.error().reason;
    return;
  }
  readAll(message->document);
  EXPECT_LE(message->attachments.size(), 5U);
}

std::string multipart() {
  return "preamble\r\n--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-ID: <root>\r\n\r\n" +
         std::string(kEnvelope) +
         "\r\n--b\r\nContent-ID: <one@x>\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n"
         "--b\r\nContent-ID: <two>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db=\r\nc\r\n"
         "--b\r\nContent-Type: text/plain;\r\n charset=utf-8\r\n\r\nplain\r\n--b--\r\n";
}

TEST(DamagedEnvelope, IsReadOrRefused) {
  Mutations mutations;
  for (int i = 0; i < kRounds; ++i) readOrRefuse("text/xml; charset=utf-8", mutations.of(kEnvelope));
}

TEST(DamagedFault, IsReadOrRefused) {
  Mutations mutations;
  for (int i = 0; i < kRounds; ++i) readOrRefuse("application/soap+xml", mutations.of(kFault));
}

TEST(DamagedMultipartMessage, IsReadOrRefused) {
  Mutations mutations;
  const std::string seed = multipart();
  for (int i = 0; i < kRounds; ++i) readOrRefuse("multipart/related; boundary=b; start=\"<root>\"", mutations.of(seed));
}

TEST(DamagedContentType, IsReadOrRefused) {
  Mutations mutations;
  const std::string seed = "multipart/related; type=\"text/xml\"; boundary=\"b\"; start=\"<root>\"; charset=utf-8";
  const std::string body = multipart();
  for (int i = 0; i < kRounds; ++i) readOrRefuse(mutations.of(seed), body);
}

TEST(DamagedBody, IsAPayloadOrRefused) {
  Mutations mutations;
  int refused = 0;
  for (int i = 0; i < kRounds; ++i) {
    try {
      const std::string payload = soapPayload(Body(mutations.of(kEnvelope)));
      EXPECT_TRUE(payload.empty() || SoapDocument::parse(writeEnvelope(SoapVersion::V11, {}, payload))) << payload;
    } catch (const FlowError& error) {
      EXPECT_FALSE(error.message().empty());
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace iflowsim
