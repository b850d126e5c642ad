#include "runtime/base/time_zone.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

const TimePoint kSummer{std::chrono::sys_days(std::chrono::year(2024) / 7 / 1)};
const TimePoint kWinter{std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)};

TEST(TimeZone, FollowsTheSeasons) {
  const TimeZone berlin("Europe/Berlin");

  EXPECT_EQ(berlin.at(kWinter).offset, 3600);
  EXPECT_EQ(berlin.at(kSummer).offset, 7200);
  EXPECT_EQ(berlin.at(kSummer).abbreviation, "CEST");
}

TEST(TimeZone, KnowsTheOldIdsOfJava) {
  EXPECT_TRUE(TimeZone("IST").known());
  EXPECT_EQ(TimeZone("IST").at(kWinter).offset, 19800);
}

TEST(TimeZone, KnowsFixedOffsets) {
  EXPECT_EQ(TimeZone("GMT+05:30").at(kWinter).offset, 19800);
  EXPECT_EQ(TimeZone("GMT-3").at(kWinter).offset, -10800);
  EXPECT_FALSE(TimeZone("GMT+5a").known());
  EXPECT_FALSE(TimeZone("GMT+99").known());
}

TEST(TimeZone, IsGreenwichForAnUnknownId) {
  const TimeZone unknown("Mars/Olympus");

  EXPECT_FALSE(unknown.known());
  EXPECT_EQ(unknown.at(kSummer).offset, 0);
  EXPECT_EQ(unknown.at(kSummer).abbreviation, "GMT");
}

TEST(TimeZone, IsNotLookedUpOutsideOfTheZoneFolder) {
  EXPECT_FALSE(TimeZone("../../etc/passwd").known());
  EXPECT_FALSE(TimeZone("/etc/localtime").known());
}

}  // namespace
}  // namespace iflowsim
