#include "runtime/store/sqlite/log_keys.h"

#include <gtest/gtest.h>

#include "runtime/base/ids.h"

namespace iflowsim {
namespace {

TEST(LogKey, GrowsWithTheSecondOfAMessageId) {
  // The digits of base64url do not sort like the characters: from here to there `z` becomes `0`.
  const std::string earlier = makeMessageId(TimePoint{std::chrono::seconds{1'795'557'631}});
  const std::string later = makeMessageId(TimePoint{std::chrono::seconds{1'795'557'632}});

  EXPECT_LT(logKey(earlier), logKey(later));
  EXPECT_EQ(logKey(earlier) >> 4, 1'795'557'631);
}

TEST(LogKey, TellsOtherTextsApart) {
  EXPECT_NE(logKey("order-1"), logKey("order-2"));
  EXPECT_NE(logKey(""), logKey("A"));
}

TEST(LogKey, TakesATextOfTheSameLengthForWhatItIs) {
  EXPECT_NE(logKey("A*******order-000000000000001"), logKey("A*******order-000000000000002"));
}

}  // namespace
}  // namespace iflowsim
