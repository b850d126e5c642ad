#include "adapters/timer/zoned_cron.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TimePoint utc(int month, int day, int hour, int minute) {
  const std::chrono::year_month_day date{std::chrono::year(2024), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

struct Case {
  const char* meaning;
  const char* cron;
  const char* zone;
  TimePoint after;
  TimePoint expected;
};

class ZonedCronTable : public testing::TestWithParam<Case> {};

// P-TIMER-003
TEST_P(ZonedCronTable, FollowsTheClocksOfTheZone) {
  const ZonedCron schedule(*CronExpression::parse(GetParam().cron), TimeZone(GetParam().zone));

  const auto next = schedule.nextAfter(GetParam().after);

  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(*next, GetParam().expected) << GetParam().meaning << ", off by "
                                        << (*next - GetParam().expected).count() / 60000 << " minutes";
}

// Clocks in Berlin: forward on 31 March 2024 at 1:00 UTC, back on 27 October 2024 at 1:00 UTC.
INSTANTIATE_TEST_SUITE_P(
    Zones, ZonedCronTable,
    testing::Values(
        Case{"winter", "0 0 9 * * ?", "Europe/Berlin", utc(1, 15, 9, 0), utc(1, 16, 8, 0)},
        Case{"summer", "0 0 9 * * ?", "Europe/Berlin", utc(7, 15, 9, 0), utc(7, 16, 7, 0)},
        Case{"over the change", "0 0 9 * * ?", "Europe/Berlin", utc(3, 30, 8, 0), utc(3, 31, 7, 0)},
        Case{"skipped time comes later", "0 30 2 * * ?", "Europe/Berlin", utc(3, 30, 12, 0), utc(3, 31, 1, 30)},
        Case{"the day after", "0 30 2 * * ?", "Europe/Berlin", utc(3, 31, 1, 30), utc(4, 1, 0, 30)},
        Case{"intervals go on over the gap", "0 0/10 * * * ?", "Europe/Berlin", utc(3, 31, 0, 50), utc(3, 31, 1, 0)},
        Case{"the second of two times", "0 30 2 * * ?", "Europe/Berlin", utc(10, 26, 12, 0), utc(10, 27, 1, 30)},
        Case{"only once", "0 30 2 * * ?", "Europe/Berlin", utc(10, 27, 1, 30), utc(10, 28, 1, 30)},
        Case{"no change in UTC", "0 30 2 * * ?", "Etc/GMT", utc(3, 30, 12, 0), utc(3, 31, 2, 30)},
        Case{"old zone id", "0 0 9 * * ?", "IST", utc(1, 15, 9, 0), utc(1, 16, 3, 30)},
        Case{"half an hour", "0 0 9 * * ?", "Asia/Calcutta", utc(1, 15, 2, 0), utc(1, 15, 3, 30)},
        Case{"west", "0 0 23 31 12 ?", "America/New_York", utc(1, 1, 0, 0), utc(1, 1, 4, 0)}));

TEST(ZonedCron, LooksStrictlyBehindTheMoment) {
  const ZonedCron schedule(*CronExpression::parse("* * * * * ?"), TimeZone("Etc/GMT"));
  const TimePoint moment = utc(1, 1, 10, 0);

  EXPECT_EQ(schedule.nextAfter(moment), moment + std::chrono::seconds(1));
  EXPECT_EQ(schedule.nextAfter(moment + std::chrono::milliseconds(1)), moment + std::chrono::seconds(1));
  EXPECT_EQ(schedule.nextAfter(moment - std::chrono::milliseconds(1)), moment);
}

TEST(ZonedCron, NeverGoesBack) {
  const ZonedCron schedule(*CronExpression::parse("0 0/7 * * * ?"), TimeZone("Europe/Berlin"));
  TimePoint now = utc(10, 26, 20, 0);

  while (now < utc(10, 27, 6, 0)) {
    const auto next = schedule.nextAfter(now);

    ASSERT_TRUE(next.has_value());
    ASSERT_GT(*next, now);
    now = *next;
  }
}

}  // namespace
}  // namespace iflowsim
