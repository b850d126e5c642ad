#include "runtime/script/restart_rule.h"

#include <gtest/gtest.h>

namespace iflowsim::script {
namespace {

using std::chrono::seconds;

class RestartRuleTest : public ::testing::Test {
 protected:
  void startAndEndAfter(seconds time) {
    rule.started(now);
    now += time;
    rule.ended(now, "it ended by signal 9");
  }

  RestartRule::Time now{seconds(1'000'000)};
  RestartRule rule;
};

TEST_F(RestartRuleTest, StartsAtOnceWhatRanForAWhile) {
  for (int i = 0; i < 10; ++i) startAndEndAfter(seconds(11));

  EXPECT_EQ(rule.pause(now), std::nullopt);
  EXPECT_EQ(rule.timesInARow(), 0);
}

TEST_F(RestartRuleTest, StartsAtOnceTheFirstThreeTimes) {
  for (int i = 0; i < 3; ++i) startAndEndAfter(seconds(1));

  EXPECT_EQ(rule.pause(now), std::nullopt);
}

TEST_F(RestartRuleTest, PausesLongerAndLongerForWhatEndsAtOnce) {
  for (int i = 0; i < 4; ++i) startAndEndAfter(seconds(1));
  EXPECT_EQ(rule.pause(now), seconds(1));

  startAndEndAfter(seconds(1));
  EXPECT_EQ(rule.pause(now), seconds(2));
  EXPECT_EQ(rule.pause(now + seconds(2)), std::nullopt);

  for (int i = 0; i < 20; ++i) startAndEndAfter(seconds(1));
  EXPECT_EQ(rule.pause(now), seconds(30));
  EXPECT_EQ(rule.why(), "it ended by signal 9");
}

TEST_F(RestartRuleTest, PausesForWhatDoesNotComeUp) {
  for (int i = 0; i < 4; ++i) rule.failed(now, "there is no Java");

  EXPECT_EQ(rule.pause(now), seconds(1));
  EXPECT_EQ(rule.why(), "there is no Java");
}

TEST_F(RestartRuleTest, ForgetsWhenItRanForAWhile) {
  for (int i = 0; i < 6; ++i) startAndEndAfter(seconds(1));

  startAndEndAfter(seconds(60));

  EXPECT_EQ(rule.pause(now), std::nullopt);
}

}  // namespace
}  // namespace iflowsim::script
