#include "adapters/http/http_retry.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Wed, 21 Oct 2015 07:28:00 GMT.
constexpr TimePoint kNow{seconds{1'445'412'480}};

std::optional<milliseconds> waitFor(const std::string& value) {
  return retryAfter({.status = 503, .headers = {{"Retry-After", value}}}, kNow);
}

TEST(RetryAfter, TakesSecondsOrADate) {
  EXPECT_EQ(waitFor("7"), seconds(7));
  EXPECT_EQ(waitFor("Wed, 21 Oct 2015 07:28:12 GMT"), seconds(12));
}

// P-HTTP-014
TEST(RetryAfter, IsAtMostTheLongestInterval) {
  EXPECT_EQ(waitFor("3600"), seconds(60));
  EXPECT_EQ(waitFor("Wed, 21 Oct 2015 09:28:12 GMT"), seconds(60));
}

TEST(RetryAfter, DoesNotWaitForADatePassed) {
  EXPECT_EQ(waitFor("Tue, 20 Oct 2015 07:28:12 GMT"), seconds(0));
}

TEST(RetryAfter, IsNothingWhenAbsentOrUnreadable) {
  EXPECT_EQ(retryAfter({.status = 503}, kNow), std::nullopt);
  EXPECT_EQ(waitFor("soon"), std::nullopt);
}

}  // namespace
}  // namespace iflowsim
