#include "adapters/shared/allowed_headers.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-HTTPS-001
TEST(AllowedHeaders, AllowNothingWhenTheListIsEmpty) {
  const AllowedHeaders allowed = AllowedHeaders::compile("");

  EXPECT_FALSE(allowed.allows("Content-Type"));
  EXPECT_FALSE(allowed.allows(""));
}

// P-HTTPS-002
TEST(AllowedHeaders, AllowEveryNameForASingleStar) {
  EXPECT_TRUE(AllowedHeaders::compile("*").allows("Anything"));
  EXPECT_TRUE(AllowedHeaders::compile(".*").allows("Anything"));
  EXPECT_TRUE(AllowedHeaders::compile("A|*").allows("Anything"));
}

struct Case {
  const char* list;
  const char* name;
  bool allowed;
};

class AllowedHeadersTable : public testing::TestWithParam<Case> {};

// P-HTTPS-003
TEST_P(AllowedHeadersTable, MatchTheWholeNameByRegularExpression) {
  const AllowedHeaders allowed = AllowedHeaders::compile(GetParam().list);

  EXPECT_EQ(allowed.allows(GetParam().name), GetParam().allowed) << GetParam().list << " on " << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, AllowedHeadersTable,
    testing::Values(Case{"Content-Type", "content-type", true}, Case{"Content-Type", "Content-Type2", false},
                    Case{"Accept|Content-Type", "Accept", true}, Case{"ab.", "abc", true}, Case{"ab.", "abcd", false},
                    Case{"ab.", "xabc", false}, Case{"AB_[0-9]{4}", "ab_1234", true},
                    Case{"AB_[0-9]{4}", "AB_123", false}, Case{"SAP_.*", "sap_sender", true},
                    Case{"SAP_.*", "SAPX", false}, Case{"customX(.*)|dc_(.*)", "dc_country", true},
                    Case{"customX(.*)|dc_(.*)", "customX", true}, Case{"x(a|b)", "xb", true},
                    Case{"x(a|b)", "b", false}, Case{"[a|b]", "|", true}, Case{"SAP_*", "SAP_Receiver", true},
                    Case{"A| B", "B", false}, Case{"a\\|b", "a", false}));

TEST(AllowedHeaders, TakeATokenThatIsNoRegularExpressionAsAName) {
  const AllowedHeaders allowed = AllowedHeaders::compile("A|x(");

  ASSERT_EQ(allowed.problems().size(), 1U);
  EXPECT_EQ(allowed.problems().front(), "'x(' is no regular expression (at 2: missing closing parenthesis).");
  EXPECT_TRUE(allowed.allows("A"));
  EXPECT_TRUE(allowed.allows("X("));
}

TEST(AllowedHeaders, PointOutTokensWithBlanks) {
  const AllowedHeaders allowed = AllowedHeaders::compile("A| B");

  ASSERT_EQ(allowed.problems().size(), 1U);
  EXPECT_EQ(allowed.problems().front(), "' B' begins or ends with a blank, and no header name does.");
}

}  // namespace
}  // namespace iflowsim
