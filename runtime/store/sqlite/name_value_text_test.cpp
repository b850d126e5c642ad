#include "runtime/store/sqlite/name_value_text.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(NameValueText, IsReadable) {
  EXPECT_EQ(toNameValueText({{"city", "Köln"}, {"zip", ""}}), "4:city,5:Köln,3:zip,0:,");
}

TEST(NameValueText, GivesBackAnyBytes) {
  const NameValues pairs{{"a,b:", std::string("\0,1:", 4)}, {"", "\xFF"}, {"a,b:", "again"}};

  EXPECT_EQ(fromNameValueText(toNameValueText(pairs)), pairs);
}

TEST(NameValueText, StopsAtDamage) {
  EXPECT_EQ(fromNameValueText("1:a,1:b,9:c"), (NameValues{{"a", "b"}}));
  EXPECT_EQ(fromNameValueText("x"), NameValues{});
  EXPECT_EQ(fromNameValueText("1"), NameValues{});
}

}  // namespace
}  // namespace iflowsim
