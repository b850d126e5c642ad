#include "runtime/base/text.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Text, ComparesNamesWithoutRegardToCase) {
  EXPECT_TRUE(equalsIgnoreCase("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equalsIgnoreCase("Content-Type", "Content-Typ"));
}

TEST(Text, SplitsAtEverySeparator) {
  EXPECT_EQ(split("a||b", '|'), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", '|'), (std::vector<std::string_view>{""}));
}

TEST(Text, ResolvesEntitiesAndKeepsWhatIsNone) {
  EXPECT_EQ(unescapeXml("a &lt;b&gt; &amp;amp; &#x41;&#66; &unknown; & c"), "a <b> &amp; AB &unknown; & c");
  EXPECT_EQ(unescapeXml(escapeXml("<a b=\"c\">'&'</a>")), "<a b=\"c\">'&'</a>");
}

TEST(Text, SuggestsTheNearestName) {
  EXPECT_EQ(nearestName("urlpth", {"urlPath", "userRole"}), "urlPath");
  EXPECT_EQ(nearestName("entirelyDifferent", {"urlPath", "userRole"}), "");
}

TEST(Text, TrimsAndReplaces) {
  EXPECT_EQ(trim(" \t a b \n"), "a b");
  EXPECT_EQ(replaceAll("a+b+c", "+", " "), "a b c");
}

}  // namespace
}  // namespace iflowsim
