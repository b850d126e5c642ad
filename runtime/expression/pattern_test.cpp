#include "runtime/expression/pattern.h"

#include <gtest/gtest.h>

#include "runtime/base/flow_error.h"

namespace iflowsim {
namespace {

Pattern whole(std::string_view text) {
  return Pattern::compile(text, Pattern::Use::Whole).value();
}
Pattern search(std::string_view text) {
  return Pattern::compile(text, Pattern::Use::Search).value();
}

TEST(Pattern, MatchesTheWholeText) {
  EXPECT_TRUE(whole("a|ab").matches("ab"));
  EXPECT_FALSE(whole("a").matches("ab"));
  EXPECT_FALSE(whole("a").matches("a\n"));
  EXPECT_TRUE(whole("").matches(""));
}

TEST(Pattern, CountsCharactersAndNotBytes) {
  EXPECT_TRUE(
      whole("Gr..e").matches("Gr\xC3\xBC\xC3\x9F"
                             "e"));
}

TEST(Pattern, SurvivesBytesThatAreNoText) {
  EXPECT_FALSE(
      whole("a.b").matches("a\xFF"
                           "b"));
}

TEST(Pattern, SplitsAsJavaDoes) {
  EXPECT_EQ(search(",").split("a,b,,c,,"), (std::vector<std::string>{"a", "b", "", "c"}));
  EXPECT_EQ(search(",").split(",a"), (std::vector<std::string>{"", "a"}));
  EXPECT_EQ(search("\\|").split("a|b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(search("").split("abc"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(search(",").split(""), (std::vector<std::string>{""}));
}

TEST(Pattern, ReplacesWithGroupsAndLiterals) {
  EXPECT_EQ(search("(\\w)=(\\w)").replace("a=b c=d", "$2=$1", true), "b=a d=c");
  EXPECT_EQ(search("b").replace("abcb", "\\$1", false), "a$1cb");
  EXPECT_EQ(search("x*").replace("ab", "-", true), "-a-b-");
}

TEST(Pattern, HasACodeForWhatIsNoPattern) {
  EXPECT_EQ(Pattern::compile("a(", Pattern::Use::Whole).error().code, "PATTERN-001");
  EXPECT_THROW(cachedPattern("a(", Pattern::Use::Search), FlowError);
}

TEST(Pattern, GivesUpOnEndlessBacktracking) {
  EXPECT_THROW(whole("(a|a)*").matches(std::string(60, 'a') + "!"), FlowError);
}

TEST(Pattern, RepeatsGroupsOverALongText) {
  EXPECT_TRUE(whole("(?:a|b)*").matches(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace iflowsim
