#include "runtime/base/multipart.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::vector<MimePart> partsOf(std::string_view message) {
  auto parts = splitMultipart(message, "b", {});
  EXPECT_TRUE(parts) << parts.error().text;
  return parts ? *parts : std::vector<MimePart>{};
}

std::string refusalOf(const std::string& message, const MultipartLimits& limits = {}) {
  const auto parts = splitMultipart(message, "b", limits);
  return parts ? "no refusal" : parts.error().code + ": " + parts.error().text;
}

TEST(Multipart, IsCutIntoItsParts) {
  const auto parts = partsOf(
      "preamble\r\n--b\r\nContent-Type: text/xml;\r\n charset=UTF-8\r\nContent-ID: <one>\r\n\r\n<a/>\r\n\r\n"
      "--b  \r\ncontent-id:two\r\nContent-Transfer-Encoding: BASE64\r\n\r\nYQ==\r\n--b--\r\nepilogue --b");

  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].content_type, "text/xml; charset=UTF-8");
  EXPECT_EQ(parts[0].content_id, "one");
  EXPECT_EQ(parts[0].encoding, "");
  EXPECT_EQ(parts[0].content, "<a/>\r\n");
  EXPECT_EQ(parts[1].content_id, "two");
  EXPECT_EQ(parts[1].encoding, "base64");
  EXPECT_EQ(parts[1].content, "YQ==");
}

TEST(Multipart, MayEndItsLinesWithoutCarriageReturn) {
  const auto parts = partsOf("--b\nContent-ID: <one>\n\n<a/>\n--b\n\nx\n--b--");

  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].content, "<a/>");
  EXPECT_EQ(parts[1].content, "x");
}

TEST(Multipart, EndsPartsAtWholeLinesOnly) {
  const auto parts = partsOf("--b\r\n\r\n--bb\r\nx--b\r\n--b-\r\n--b--");

  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].content, "--bb\r\nx--b\r\n--b-");
}

TEST(Multipart, KeepsTheHeadersOfItsParts) {
  const auto parts = partsOf(
      "--b\r\nContent-Type: text/xml;\r\n charset=UTF-8\r\nX-Kind: one\r\nx-kind: two\r\n\r\n<a/>\r\n--b\r\n\r\nx\r\n"
      "--b--");

  using Headers = decltype(MimePart::headers);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].headers,
            (Headers{{"Content-Type", "text/xml; charset=UTF-8"}, {"X-Kind", "one"}, {"x-kind", "two"}}));
  EXPECT_TRUE(parts[1].headers.empty());
}

TEST(Multipart, MayHaveEmptyParts) {
  const auto parts = partsOf("--b\r\n\r\n\r\n--b\r\n\r\n--b--");

  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].content, "");
  EXPECT_EQ(parts[1].content, "");
}

TEST(Multipart, MayHavePartsOfHeadersAlone) {
  const auto parts = partsOf("--b\r\nContent-ID: x\r\n--b--");

  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].content_id, "x");
  EXPECT_EQ(parts[0].content, "");
}

TEST(Multipart, KeepsBinaryContent) {
  const std::string bytes("\0\xFF\r\n\r\n--", 8);

  const std::string message = "--b\r\n\r\n" + bytes + "\r\n--b--";
  const auto parts = splitMultipart(message, "b", {});

  ASSERT_TRUE(parts);
  EXPECT_EQ(std::string(parts->at(0).content).size(), bytes.size());
}

TEST(Multipart, NamesTheFilesOfItsParts) {
  const auto parts = partsOf(
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"order 1.xml\"\r\nContent-Type: text/xml; "
      "name=x\r\n\r\n"
      "\r\n--b\r\nContent-Type: text/xml; name=\"=?UTF-8?Q?n=C3=B6te.xml?=\"\r\n\r\n\r\n--b\r\nContent-Disposition: "
      "form-data; name=\"g\"\r\n\r\n"
      "\r\n--b--");

  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].file_name, "order 1.xml");
  EXPECT_EQ(parts[1].file_name, "nöte.xml");
  EXPECT_EQ(parts[2].file_name, "");
}

TEST(DamagedMultipart, HasNoBoundary) {
  EXPECT_EQ(refusalOf("<a/>"),
            "MIME-001: The multipart message does not contain its boundary. Separate its parts by lines '--b', as the "
            "content type says.");
}

TEST(DamagedMultipart, HasNoEnd) {
  EXPECT_EQ(refusalOf("--b\r\n\r\nx\r\n--b\r\n\r\ny"),
            "MIME-001: Part 2 of the multipart message has no end. Send the message whole, with '--b--' as its last "
            "line.");
}

TEST(DamagedMultipart, HasHeadersWithoutEnd) {
  const std::string text =
      "MIME-001: The headers of part 1 of the multipart message do not end within 64 bytes. End them with an empty "
      "line.";

  EXPECT_EQ(refusalOf("--b\r\nA: " + std::string(100, 'x') + "\r\n--b--", {.headers = 64}), text);
  EXPECT_EQ(refusalOf("--b\r\nA: " + std::string(100, 'x') + "\r\n\r\n\r\n--b--", {.headers = 64}), text);
}

TEST(DamagedMultipart, HasHeadersThatCannotBeRead) {
  std::string many;
  for (int i = 0; i < 200; ++i) many += "A: 1\r\n";

  EXPECT_EQ(refusalOf("--b\r\n" + many + "\r\n\r\n--b--"),
            "MIME-001: The headers of part 1 of the multipart message cannot be read. Send at most 100 lines of 'name: "
            "value' in it.");
}

TEST(DamagedMultipart, HasTooManyParts) {
  EXPECT_EQ(refusalOf("--b\r\n\r\n\r\n--b\r\n\r\n\r\n--b\r\n\r\n\r\n--b--", {.parts = 2}),
            "MIME-001: The multipart message has more than 2 parts. Send fewer.");
}

std::string decoded(const std::string& encoding, std::string_view content) {
  const auto bytes =
      decodePart({.content_type = {}, .content_id = "x", .file_name = {}, .encoding = encoding, .content = content});
  return bytes ? *bytes : bytes.error().code + ": " + bytes.error().text;
}

TEST(TransferEncoding, IsTakenAway) {
  EXPECT_EQ(decoded("base64", "aGVs\r\nbG8=\r\n"), "hello");
  EXPECT_EQ(decoded("quoted-printable", "a=3Db=\r\nc"), "a=bc");
  EXPECT_EQ(decoded("binary", "a=3D"), "a=3D");
  EXPECT_EQ(decoded("8bit", "\xE9"), "\xE9");
  EXPECT_EQ(decoded("", "x"), "x");
}

TEST(TransferEncoding, IsRefusedWhenTheContentIsNotInIt) {
  EXPECT_EQ(decoded("base64", "***"),
            "MIME-002: The part 'x' is not in base64, as its Content-Transfer-Encoding says. Encode it, or send it as "
            "binary.");
  EXPECT_EQ(decoded("quoted-printable", "a=XY"),
            "MIME-002: The part 'x' is not quoted-printable, as its Content-Transfer-Encoding says. Encode it, or send "
            "it as binary.");
}

TEST(TransferEncoding, IsRefusedWhenItIsUnknown) {
  EXPECT_EQ(decoded("x-uuencode", "x"),
            "MIME-002: The part 'x' has the unknown Content-Transfer-Encoding 'x-uuencode'. Use base64, "
            "quoted-printable or binary.");
}

}  // namespace
}  // namespace iflowsim
