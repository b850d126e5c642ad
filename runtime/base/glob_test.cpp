#include "runtime/base/glob.h"

#include <string>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Glob, LetsAStarStandForAnyText) {
  EXPECT_TRUE(globMatches("*", ""));
  EXPECT_TRUE(globMatches("sap_*", "sap_"));
  EXPECT_TRUE(globMatches("https://*.example/*", "https://a.b.example/c/d"));
  EXPECT_TRUE(globMatches("*a*b", "xaybzb"));
  EXPECT_TRUE(globMatches("a**", "a"));
}

TEST(Glob, CoversTheWholeText) {
  EXPECT_TRUE(globMatches("a*c", "a*c"));
  EXPECT_FALSE(globMatches("a", "ab"));
  EXPECT_FALSE(globMatches("", "a"));
  EXPECT_FALSE(globMatches("a*b", "abc"));
}

TEST(Glob, TakesManyStarsWithoutTryingAllWays) {
  EXPECT_FALSE(globMatches("*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(10'000, 'a')));
}

}  // namespace
}  // namespace iflowsim
