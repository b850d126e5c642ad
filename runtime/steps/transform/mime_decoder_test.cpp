#include <string>

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {

void register_mime_decoder(StepRegistry& registry);

namespace {

constexpr const char* kParts =
    "--b\r\nContent-Type: text/csv; charset=UTF-8\r\n\r\na,b\r\n"
    "--b\r\nContent-Type: text/xml\r\nContent-Disposition: attachment; filename=order.xml\r\n\r\n<order/>\r\n"
    "--b\r\nContent-ID: <picture>\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
    "base64\r\n\r\niVBO\r\n--b--\r\n";

struct Decoder {
  explicit Decoder(const std::string& headers_inline = "false") {
    register_mime_decoder(registry);
    Node node;
    node.properties.set("MultipartHeadersInline", headers_inline);
    step = registry.find("Decoder/MIME Multipart Message Decode")->build(context, node);
  }

  /// The body after the step, or the text of the exception.
  std::string run(const std::string& body, const std::string& content_type = {}) {
    exchange.setBody(Body(body));
    if (!content_type.empty()) exchange.headers().set("Content-Type", Value(content_type));
    try {
      EXPECT_EQ(step->process(exchange), Signal::Continue);
      return exchange.body().text();
    } catch (const FlowError& error) {
      return error.describe();
    }
  }
  std::string header(const std::string& name) const { return exchange.headers().text(name); }

  FakeServices services;
  FakeBuildContext context{services};
  StepRegistry registry;
  StepPtr step;
  Run log{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, services.clock};
  Exchange exchange{log};
};

// P-MIME-001
TEST(MimeDecoder, MakesTheFirstPartTheBodyAndTheOthersAttachments) {
  Decoder decoder;
  decoder.exchange.headers().set("MIME-Version", Value("1.0"));

  EXPECT_EQ(decoder.run(kParts, "multipart/mixed; boundary=b"), "a,b");

  EXPECT_EQ(decoder.header("Content-Type"), "text/csv; charset=UTF-8");
  EXPECT_FALSE(decoder.exchange.headers().contains("MIME-Version"));
  const auto& attachments = decoder.exchange.attachments();
  ASSERT_EQ(attachments.size(), 2U);
  EXPECT_EQ(attachments[0].name, "order.xml");
  EXPECT_EQ(attachments[0].content_type, "text/xml");
  EXPECT_EQ(attachments[0].content.text(), "<order/>");
  EXPECT_EQ(attachments[1].name, "picture");
  EXPECT_EQ(attachments[1].content_type, "image/png");
  EXPECT_EQ(attachments[1].content.text(), "\x89PN");
}

// P-MIME-006
TEST(MimeDecoder, GivesAttachmentsAllHeadersOfTheirParts) {
  Decoder decoder;

  decoder.run(kParts, "multipart/mixed; boundary=b");

  using Headers = decltype(Attachment::headers);
  const auto& attachments = decoder.exchange.attachments();
  ASSERT_EQ(attachments.size(), 2U);
  EXPECT_EQ(attachments[0].headers,
            (Headers{{"Content-Type", "text/xml"}, {"Content-Disposition", "attachment; filename=order.xml"}}));
  EXPECT_EQ(
      attachments[1].headers,
      (Headers{{"Content-ID", "<picture>"}, {"Content-Type", "image/png"}, {"Content-Transfer-Encoding", "base64"}}));
}

// P-MIME-002
TEST(MimeDecoder, TakesAPartWithoutTypeForPlainText) {
  Decoder decoder;

  EXPECT_EQ(decoder.run("--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--", "multipart/form-data; boundary=b"), "one");

  EXPECT_EQ(decoder.header("Content-Type"), "text/plain");
  ASSERT_EQ(decoder.exchange.attachments().size(), 1U);
  EXPECT_EQ(decoder.exchange.attachments()[0].content_type, "text/plain");
  EXPECT_TRUE(decoder.exchange.attachments()[0].name.ends_with("@camel.apache.org"));
}

// P-MIME-003
TEST(MimeDecoder, LeavesABodyAloneWhoseTypeIsNoMultipart) {
  EXPECT_EQ(Decoder().run(kParts, "text/plain"), kParts);
  EXPECT_EQ(Decoder().run(kParts), kParts);
}

// P-MIME-004
TEST(MimeDecoder, FindsTheHeadersInTheBodyWhenToldSo) {
  Decoder decoder("true");

  EXPECT_EQ(
      decoder.run("MIME-Version: 1.0\r\nX-Kind:\r\n order\r\ncontent-type: multipart/mixed;\r\n\tboundary=b\r\n\r\n" +
                  std::string(kParts)),
      "a,b");

  EXPECT_EQ(decoder.header("X-Kind"), "order");
  EXPECT_FALSE(decoder.exchange.headers().contains("MIME-Version"));
  EXPECT_EQ(decoder.exchange.attachments().size(), 2U);
}

// P-MIME-005
TEST(MimeDecoder, EmptiesABodyWithHeadersThatIsNoMultipart) {
  EXPECT_EQ(Decoder("true").run("Content-Type: text/plain\r\n\r\nhello"), "");
  EXPECT_EQ(Decoder("true").run("no headers at all"), "");
}

TEST(MimeDecoder, DropsATypeThatSaysNothing) {
  Decoder decoder;

  decoder.run("--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--b--", "multipart/mixed; boundary=b");

  EXPECT_FALSE(decoder.exchange.headers().contains("Content-Type"));
}

TEST(MimeDecoder, KeepsTheLaterOfTwoAttachmentsOfOneName) {
  Decoder decoder;

  decoder.run("--b\r\n\r\nx\r\n--b\r\nContent-ID: a\r\n\r\nfirst\r\n--b\r\nContent-ID: a\r\n\r\nsecond\r\n--b--",
              "multipart/mixed; boundary=b");

  ASSERT_EQ(decoder.exchange.attachments().size(), 1U);
  EXPECT_EQ(decoder.exchange.attachments()[0].content.text(), "second");
}

TEST(MimeDecoder, FailsWithAWordAboutWhatIsDamaged) {
  EXPECT_EQ(Decoder().run("x", "multipart/mixed"),
            "javax.mail.MessagingException: The content type multipart/mixed has no boundary. Add the parameter "
            "boundary.");
  EXPECT_EQ(Decoder().run("x", "multipart/mixed; boundary=b"),
            "javax.mail.MessagingException: The multipart message does not contain its boundary. Separate its parts by "
            "lines '--b', as the content type says.");
  EXPECT_EQ(Decoder().run("--b--", "multipart/mixed; boundary=b"),
            "javax.mail.MessagingException: The multipart message has no part. Send at least one.");
  EXPECT_EQ(
      Decoder().run("--b\r\nContent-Transfer-Encoding: base64\r\n\r\n***\r\n--b--", "multipart/mixed; boundary=b"),
      "javax.mail.MessagingException: A part without Content-ID is not in base64, as its Content-Transfer-Encoding "
      "says. Encode it, or send it as binary.");
}

}  // namespace
}  // namespace iflowsim
