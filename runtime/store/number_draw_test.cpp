#include "runtime/store/number_draw.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-STORE-004
TEST(NumberDraw, PadsToTheFieldLength) {
  const NumberRange range{.name = "orders", .field_length = 6};

  const auto drawn = drawNumber(range, 42);

  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->text, "000042");
  EXPECT_EQ(drawn->next, 43);
}

TEST(NumberDraw, LeavesLongerNumbersAlone) {
  const NumberRange range{.name = "orders", .field_length = 2};

  EXPECT_EQ(drawNumber(range, 12345)->text, "12345");
}

// P-STORE-005
TEST(NumberDraw, StartsAgainAtTheMinimumWhenItRotates) {
  const NumberRange range{.name = "orders", .minimum = 5, .maximum = 9, .rotate = true};

  const auto drawn = drawNumber(range, 10);

  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->text, "5");
  EXPECT_EQ(drawn->next, 6);
}

// P-STORE-006
TEST(NumberDraw, FailsPastTheMaximumWhenItDoesNotRotate) {
  const NumberRange range{.name = "orders", .maximum = 9, .rotate = false};

  const auto drawn = drawNumber(range, 10);

  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().code, "NUMBER-002");
  EXPECT_EQ(drawn.error().text,
            "The number range 'orders' is used up: its maximum is 9 and it does not rotate. Raise the maximum, or let "
            "it rotate.");
}

TEST(NumberDraw, KeepsTheNextNumberUnlessItIsBelowTheNewMinimum) {
  const NumberRange range{.name = "orders", .minimum = 100};

  EXPECT_EQ(keepNext(range, 42), 100);
  EXPECT_EQ(keepNext(range, 142), 142);
}

}  // namespace
}  // namespace iflowsim
