#include "adapters/shared/soap/xml_text.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(XmlText, EscapesMarkupAndLeavesQuotes) {
  EXPECT_EQ(xmlText("a < b & 'c' > \"d\"\r\n"), "a &lt; b &amp; 'c' &gt; \"d\"&#13;\n");
}

TEST(XmlText, KeepsCharactersOfEveryLength) {
  EXPECT_EQ(xmlText("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\t"), "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\t");
}

TEST(XmlText, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(xmlText(std::string_view("a\0b\x01", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(xmlText("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
}

TEST(XmlText, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(xmlText("\xE9!"), "\xEF\xBF\xBD!");
  EXPECT_EQ(xmlText("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(xmlText("\xE0\x80\x80"), "\xEF\xBF\xBD") << "longer than need be";
  EXPECT_EQ(xmlText("\xED\xA0\x80"), "\xEF\xBF\xBD") << "half of a pair";
}

}  // namespace
}  // namespace iflowsim
