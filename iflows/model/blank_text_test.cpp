#include "iflows/model/blank_text.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(BlankText, IsWrittenAsAReferenceInsideAnElement) {
  EXPECT_EQ(protectBlankText("<a><b> </b>\n <c>\t </c></a>"), "<a><b>&#32;</b>\n <c>&#9; </c></a>");
}

TEST(BlankText, StaysEverywhereElse) {
  for (const char* text : {"<a> <b/> </a>", "<a> x </a>", "<a x='>'/> <b/>", "<!-- <a> </a> --><a/>",
                           "<a><![CDATA[<b> </b>]]></a>", "<a></a> ", "<?x?> </a>", "<a", "", "<a> "}) {
    EXPECT_EQ(protectBlankText(text), text);
  }
}

TEST(BlankText, IsFoundBehindAttributesWithTagEnds) {
  EXPECT_EQ(protectBlankText("<a x=\"b/>c\"> </a>"), "<a x=\"b/>c\">&#32;</a>");
}

}  // namespace
}  // namespace iflowsim
