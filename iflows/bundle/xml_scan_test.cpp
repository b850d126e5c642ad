#include "iflows/bundle/xml_scan.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::string codeOf(std::string_view text, const XmlLimits& limits = {}) {
  const auto places = scanXml(text, limits);
  return places ? "" : places.error().code;
}

TEST(XmlScan, GivesThePlaceOfEveryStartTag) {
  const auto places =
      scanXml("<?xml version=\"1.0\"?>\n<a x='>'>\n  <!-- <no/> --><b/>\n<![CDATA[<no>]]><c></c></a>\n", {});

  ASSERT_TRUE(places);
  ASSERT_EQ(places->size(), 3U);
  EXPECT_EQ((*places)[0].line, 2);
  EXPECT_EQ((*places)[0].column, 1);
  EXPECT_EQ((*places)[1].line, 3);
  EXPECT_EQ((*places)[1].column, 17);
  EXPECT_EQ((*places)[2].line, 4);
}

TEST(XmlScan, RefusesWhatIsNotWellFormed) {  // XML-001
  for (const char* text : {"", "  ", "text", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a/>x", "<a", "<a b='", "< a/>",
                           "<a><!--", "<a><![CDATA[", "<?xml", "<a><b></a></b>", "<a>\x01</a>", "<a b=<c/>"}) {
    EXPECT_EQ(codeOf(text), "XML-001") << text;
  }
}

TEST(XmlScan, RefusesADocumentTypeAndItsEntities) {  // XML-002
  EXPECT_EQ(codeOf("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"), "XML-002");
  EXPECT_EQ(codeOf("<a><!ELEMENT b></a>"), "XML-002");
}

TEST(XmlScan, RefusesWhatIsNotUtf8) {  // XML-003
  for (const char* text : {"<a>\xE9</a>", "<a>\xC0\xAF</a>", "<a>\xED\xA0\x80</a>", "<a>\xF5\x80\x80\x80</a>",
                           "<a>\xE2\x82", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>"}) {
    EXPECT_EQ(codeOf(text), "XML-003") << text;
  }
  EXPECT_EQ(codeOf("<?xml version='1.0' encoding='utf-8'?><a>\xC3\xA9\xF0\x9F\x98\x80</a>"), "");
}

TEST(XmlScan, RefusesADocumentDeeperThanAllowed) {  // LIMIT-006
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "<a>";

  EXPECT_EQ(codeOf(text), "LIMIT-006");
  EXPECT_EQ(codeOf("<a><b/></a>", {.max_depth = 1}), "");
  EXPECT_EQ(codeOf("<a><b><c/></b></a>", {.max_depth = 1}), "LIMIT-006");
}

TEST(XmlScan, RefusesMoreElementsThanAllowed) {  // LIMIT-007
  EXPECT_EQ(codeOf("<a><b/><b/></a>", {.max_elements = 2}), "LIMIT-007");
  EXPECT_EQ(codeOf("<a><b/></a>", {.max_elements = 2}), "");
}

TEST(XmlScan, NamesThePlaceOfTheProblem) {
  const auto places = scanXml("<a>\n  <b>\n</a>", {});

  ASSERT_FALSE(places);
  EXPECT_EQ(places.error().place.line, 3);
  EXPECT_EQ(places.error().place.column, 1);
}

}  // namespace
}  // namespace iflowsim
