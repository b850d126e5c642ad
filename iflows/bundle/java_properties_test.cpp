#include "iflows/bundle/java_properties.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using Values = std::map<std::string, std::string>;

struct Case {
  const char* text;
  Values values;
};

class JavaPropertiesRules : public ::testing::TestWithParam<Case> {};

TEST_P(JavaPropertiesRules, Hold) {  // P-BUNDLE-001
  const auto values = readJavaProperties(GetParam().text);

  ASSERT_TRUE(values) << values.error().text;
  EXPECT_EQ(*values, GetParam().values) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, JavaPropertiesRules,
    ::testing::Values(
        Case{"", {}}, Case{"#c\n!d\n \t\n\f# e\n", {}}, Case{"a=1", {{"a", "1"}}}, Case{"a:1", {{"a", "1"}}},
        Case{"a 1", {{"a", "1"}}}, Case{"a\t=\t1", {{"a", "1"}}}, Case{"a = = 1", {{"a", "= 1"}}},
        Case{"a  : 1 ", {{"a", "1 "}}}, Case{"a", {{"a", ""}}}, Case{"a=", {{"a", ""}}}, Case{"=1", {{"", "1"}}},
        Case{"a=1\r\nb=2\rc=3\n", {{"a", "1"}, {"b", "2"}, {"c", "3"}}}, Case{"a=1\\\n   2", {{"a", "12"}}},
        Case{"a=1\\\r\n\t2\\\n3", {{"a", "123"}}}, Case{"a=1\\\\\n2=x", {{"a", "1\\"}, {"2", "x"}}},
        Case{"a\\\n b=1", {{"ab", "1"}}}, Case{"a \\\n = \\\n 1", {{"a", "1"}}}, Case{"a=1\\", {{"a", "1"}}},
        Case{"#c\\\na=1", {{"a", "1"}}}, Case{"From\\ Mail\\:x\\=y=1", {{"From Mail:x=y", "1"}}},
        Case{"a=\\t\\n\\r\\f\\q\\#\\!", {{"a", "\t\n\r\fq#!"}}}, Case{"a=b#c!d", {{"a", "b#c!d"}}},
        Case{"a=1\na=2", {{"a", "2"}}}, Case{"{PW=1", {{"{PW", "1"}}},
        Case{"a=\\u00e9\\u20AC", {{"a", "\xC3\xA9\xE2\x82\xAC"}}}, Case{"a=\xC3\xA9", {{"a", "\xC3\xA9"}}},
        Case{"a=\\uD83D\\uDE00", {{"a", "\xF0\x9F\x98\x80"}}}, Case{"a=\\uD83Dx", {{"a", "\xEF\xBF\xBDx"}}},
        Case{"a=\\uD83D\\u0041",
             {{"a",
               "\xEF\xBF\xBD"
               "A"}}},
        Case{"\xEF\xBB\xBF"
             "a=1",
             {{"a", "1"}}}));

TEST(JavaProperties, RefuseAMalformedUnicodeEscapeWithItsLine) {  // PROPERTIES-001
  for (const char* text : {"a=1\nb=\\u12", "a=1\nb=\\u12G4\n", "a=1\n\\u=1"}) {
    const auto values = readJavaProperties(text);

    ASSERT_FALSE(values) << text;
    EXPECT_EQ(values.error().code, "PROPERTIES-001");
    EXPECT_EQ(values.error().text.substr(0, 6), "Line 2") << values.error().text;
  }
}

}  // namespace
}  // namespace iflowsim
