#include "adapters/idoc/xml_characters.h"

#include <vector>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::vector<std::size_t> offsetsIn(std::string_view xml) {
  std::vector<std::size_t> offsets;
  InvalidCharacters invalid(xml);
  while (const auto found = invalid.next()) offsets.push_back(found->offset);
  return offsets;
}

struct Invalid {
  std::string xml;
  std::uint32_t code;
  std::string removed;
  std::string replaced;
};

class EveryInvalidCharacter : public testing::TestWithParam<Invalid> {};

// P-IDOC-012
TEST_P(EveryInvalidCharacter, IsFoundRemovedAndReplaced) {
  const auto found = InvalidCharacters(GetParam().xml).next();

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->code, GetParam().code);
  EXPECT_EQ(replaceInvalidCharacters(GetParam().xml, ""), GetParam().removed);
  EXPECT_EQ(replaceInvalidCharacters(GetParam().xml, "#"), GetParam().replaced);
}

INSTANTIATE_TEST_SUITE_P(Characters, EveryInvalidCharacter,
                         testing::Values(Invalid{"<a>\x01</a>", 1, "<a></a>", "<a>#</a>"},
                                         Invalid{std::string("<a>\0</a>", 8), 0, "<a></a>", "<a>#</a>"},
                                         Invalid{"<a>x\x1Fy\x0Bz</a>", 0x1F, "<a>xyz</a>", "<a>x#y#z</a>"},
                                         Invalid{"<a>\xEF\xBF\xBE\xEF\xBF\xBF</a>", 0xFFFE, "<a></a>", "<a>##</a>"},
                                         Invalid{"<a>\xED\xA0\x80</a>", 0xD800, "<a></a>", "<a>#</a>"},
                                         Invalid{"<a>&#1;&#x1f;</a>", 1, "<a></a>", "<a>##</a>"},
                                         Invalid{"<a>&#xD800;&#0;</a>", 0xD800, "<a></a>", "<a>##</a>"},
                                         Invalid{"<a>&#99999999999;</a>", 0x110000, "<a></a>", "<a>#</a>"},
                                         Invalid{"<a b='\x02'><![CDATA[\x03]]></a>", 2, "<a b=''><![CDATA[]]></a>",
                                                 "<a b='#'><![CDATA[#]]></a>"}));

// P-IDOC-012
TEST(InvalidCharacters, LeaveWhatXmlAllows) {
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a>\t\xC3\xA4 \xED\x9F\xBF \xEE\x80\x80 "
      "\xEF\xBF\xBD \xF0\x9F\x98\x80 &#9;&#xFFFD;&#x1F600;&amp;&#;&# 1;&#1</a>";

  EXPECT_TRUE(offsetsIn(xml).empty());
  EXPECT_EQ(replaceInvalidCharacters(xml, "#"), xml);
}

TEST(InvalidCharacters, TakeReferencesInCdataForText) {
  EXPECT_TRUE(offsetsIn("<a><![CDATA[&#1; ] ]] ]]></a>").empty());
  EXPECT_EQ(offsetsIn("<a><![CDATA[&#1;]]>&#1;</a>"), std::vector<std::size_t>{19});
}

TEST(InvalidCharacters, AreBytesOfOtherMeaningInOtherEncodings) {
  EXPECT_TRUE(offsetsIn("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xEF\xBF\xBE</a>").empty());
  EXPECT_EQ(offsetsIn("<?xml version='1.0' encoding='ISO-8859-1'?><a>\x01</a>").size(), 1U);
  EXPECT_TRUE(offsetsIn(std::string("<\0a\0/\0>\0", 8)).empty());
  EXPECT_TRUE(offsetsIn(std::string("\xFE\xFF\0<\0a\0/\0>", 10)).empty());
}

TEST(InvalidCharacters, AreNotInAnEmptyText) {
  EXPECT_TRUE(offsetsIn("").empty());
  EXPECT_TRUE(offsetsIn("<?xml encoding").empty());
  EXPECT_TRUE(offsetsIn("&#").empty());
  EXPECT_TRUE(offsetsIn("\xEF").empty());
}

}  // namespace
}  // namespace iflowsim
