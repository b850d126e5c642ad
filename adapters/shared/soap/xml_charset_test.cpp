#include "adapters/shared/soap/xml_charset.h"

#include <gtest/gtest.h>

namespace iflowsim::soap {
namespace {

std::string converted(std::string_view xml, std::string_view charset) {
  std::string storage;
  const auto text = inCharset(xml, charset, storage);
  return text ? std::string(*text) : text.error().code + ": " + text.error().text;
}

TEST(Charset, LeavesAllToTheDeclarationWhenItIsNotNamed) {
  EXPECT_EQ(converted("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", ""),
            "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>");
}

TEST(Charset, WinsOverTheDeclaration) {
  EXPECT_EQ(converted("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>", "utf-8"), "<a>\xC3\xA9</a>");
  EXPECT_EQ(converted("<?xml version='1.0' encoding='UTF-8'?><a>\xE9</a>", "ISO-8859-1"), "<a>\xC3\xA9</a>");
  EXPECT_EQ(converted("<a>\xE9</a>", "ISO-8859-1"), "<a>\xC3\xA9</a>");
}

TEST(Charset, LeavesUtf8AsItIs) {
  EXPECT_EQ(converted("<?xml version='1.0' encoding='UTF-8'?><a/>", "UTF-8"),
            "<?xml version='1.0' encoding='UTF-8'?><a/>");
  EXPECT_EQ(converted("<?xml version='1.0'?><a/>", "utf-8"), "<?xml version='1.0'?><a/>");
}

TEST(Charset, MayHaveCharactersOfTwoBytes) {
  std::string bytes = "\xFF\xFE";
  for (const char c : std::string("<a>x</a>")) bytes.append({c, '\0'});

  EXPECT_EQ(converted(bytes, "UTF-16"), "<a>x</a>");
}

TEST(Charset, IsRefusedWhenItIsUnknown) {
  EXPECT_EQ(converted("<a/>", "klingon"),
            "MIME-003: The charset 'klingon' of the content type is unknown. Send the message in UTF-8.");
}

TEST(Charset, IsRefusedWhenTheTextIsNotInIt) {
  EXPECT_EQ(converted("<a>\x81</a>", "Shift_JIS"),
            "MIME-003: The message is not in the charset 'Shift_JIS' that its content type names. Name the right one, "
            "or send it in UTF-8.");
}

}  // namespace
}  // namespace iflowsim::soap
