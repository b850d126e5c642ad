#include "adapters/timer/cron.h"

#include <iomanip>
#include <sstream>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

CronExpression::Local at(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::sscanf(text.c_str(), "%d-%u-%u %d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return std::chrono::local_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

std::string textOf(CronExpression::Local time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::ostringstream text;
  text << std::setfill('0') << static_cast<int>(date.year()) << '-' << std::setw(2)
       << static_cast<unsigned>(date.month()) << '-' << std::setw(2) << static_cast<unsigned>(date.day()) << ' '
       << std::setw(2) << clock.hours().count() << ':' << std::setw(2) << clock.minutes().count() << ':' << std::setw(2)
       << clock.seconds().count();
  return text.str();
}

/// The next times after a moment, separated by `, `.
std::string next(const char* cron, const char* after, int count) {
  const auto parsed = CronExpression::parse(cron);
  if (!parsed) return parsed.error().text;
  std::string result;
  auto time = at(after);
  for (int i = 0; i < count; ++i) {
    const auto found = parsed->nextAfter(time);
    if (!result.empty()) result += ", ";
    result += found ? textOf(*found) : "never";
    if (!found) break;
    time = *found;
  }
  return result;
}

struct Case {
  const char* cron;
  const char* after;
  const char* expected;
};

class CronTable : public testing::TestWithParam<Case> {};

// P-TIMER-001
TEST_P(CronTable, GivesTheNextTimes) {
  const std::string expected = GetParam().expected;
  const int count = static_cast<int>(std::count(expected.begin(), expected.end(), ',')) + 1;

  EXPECT_EQ(next(GetParam().cron, GetParam().after, count), expected) << GetParam().cron;
}

INSTANTIATE_TEST_SUITE_P(
    Published, CronTable,
    testing::Values(Case{"0+0/5+0-23+?+*+*+*", "2024-01-01 10:02:00", "2024-01-01 10:05:00, 2024-01-01 10:10:00"},
                    Case{"0+3/10+*+?+*+*+*", "2024-01-01 10:54:00", "2024-01-01 11:03:00, 2024-01-01 11:13:00"},
                    Case{"0+0/30+5-19+?+*+*+*", "2024-01-01 19:20:00", "2024-01-01 19:30:00, 2024-01-02 05:00:00"},
                    Case{"0+0/1+0-0+?+*+*+*", "2024-01-01 00:58:30", "2024-01-01 00:59:00, 2024-01-02 00:00:00"},
                    Case{"0+30+14+?+*+MON+*", "2024-01-01 14:30:00", "2024-01-08 14:30:00, 2024-01-15 14:30:00"},
                    Case{"0+26+23+?+*+*+*", "2023-12-31 23:26:00", "2024-01-01 23:26:00"},
                    Case{"*+*+*+?+*+*+*", "2024-01-01 23:59:59", "2024-01-02 00:00:00, 2024-01-02 00:00:01"},
                    Case{"0+0+0,1,2,23+?+*+*+*", "2024-01-01 02:00:00", "2024-01-01 23:00:00, 2024-01-02 00:00:00"},
                    Case{"0+0/1+0-23+19+6+?+2017", "2017-06-19 23:58:30", "2017-06-19 23:59:00, never"}));

INSTANTIATE_TEST_SUITE_P(
    Syntax, CronTable,
    testing::Values(Case{"0 0 12 * * ?", "2024-02-28 12:00:00", "2024-02-29 12:00:00, 2024-03-01 12:00:00"},
                    Case{"15,45 10-12 8 ? * *", "2024-01-01 08:11:15", "2024-01-01 08:11:45, 2024-01-01 08:12:15"},
                    Case{"0 0 22-2 * * ?", "2024-01-01 22:30:00", "2024-01-01 23:00:00, 2024-01-02 00:00:00"},
                    Case{"0 /20 * * * ?", "2024-01-01 22:30:00", "2024-01-01 22:40:00, 2024-01-01 23:00:00"},
                    Case{"0 10-30/10 * * * ?", "2024-01-01 22:15:00",
                         "2024-01-01 22:20:00, 2024-01-01 22:30:00, 2024-01-01 23:10:00"},
                    Case{"0 0 0 1 jan,JUL ?", "2024-01-01 00:00:00", "2024-07-01 00:00:00, 2025-01-01 00:00:00"},
                    Case{"0 0 0 ? * FRI-MON", "2024-01-02 00:00:00",
                         "2024-01-05 00:00:00, 2024-01-06 00:00:00, 2024-01-07 00:00:00, "
                         "2024-01-08 00:00:00, 2024-01-12 00:00:00"},
                    Case{"0 0 0 ? * 1", "2024-01-01 00:00:00", "2024-01-07 00:00:00"},
                    Case{"0 0 0 1 1 ? 2024-2026", "2024-06-01 00:00:00",
                         "2025-01-01 00:00:00, 2026-01-01 00:00:00, never"},
                    Case{"0 0 0 1 1 ? 2024/2", "2024-06-01 00:00:00", "2026-01-01 00:00:00, 2028-01-01 00:00:00"},
                    Case{"0 0 0 1 1 ? 2020,2030", "2024-06-01 00:00:00", "2030-01-01 00:00:00, never"}));

INSTANTIATE_TEST_SUITE_P(
    Days, CronTable,
    testing::Values(Case{"0 0 0 29 2 ?", "2024-03-01 00:00:00", "2028-02-29 00:00:00, 2032-02-29 00:00:00"},
                    Case{"0 0 0 29 2 ?", "2096-03-01 00:00:00", "2104-02-29 00:00:00"},
                    Case{"0 0 0 30 2 ?", "2024-01-01 00:00:00", "never"},
                    Case{"0 0 0 31 * ?", "2024-01-31 00:00:00", "2024-03-31 00:00:00, 2024-05-31 00:00:00"},
                    Case{"0 0 0 L * ?", "2024-01-31 00:00:00", "2024-02-29 00:00:00, 2024-03-31 00:00:00"},
                    Case{"0 0 0 L-3 * ?", "2023-02-01 00:00:00", "2023-02-25 00:00:00, 2023-03-28 00:00:00"},
                    Case{"0 0 0 LW * ?", "2024-03-01 00:00:00", "2024-03-29 00:00:00, 2024-04-30 00:00:00"},
                    Case{"0 0 0 15W * ?", "2024-06-01 00:00:00", "2024-06-14 00:00:00, 2024-07-15 00:00:00"},
                    Case{"0 0 0 1W * ?", "2024-06-01 00:00:00", "2024-06-03 00:00:00, 2024-07-01 00:00:00"},
                    Case{"0 0 0 30W * ?", "2024-06-01 00:00:00", "2024-06-28 00:00:00"},
                    Case{"0 0 0 31W * ?", "2024-06-01 00:00:00", "2024-07-31 00:00:00"},
                    Case{"0 0 0 ? * 6L", "2024-01-01 00:00:00", "2024-01-26 00:00:00, 2024-02-23 00:00:00"},
                    Case{"0 0 0 ? * FRI#5", "2024-01-01 00:00:00", "2024-03-29 00:00:00, 2024-05-31 00:00:00"},
                    Case{"0 0 0 ? * 2#1", "2024-01-02 00:00:00", "2024-02-05 00:00:00, 2024-03-04 00:00:00"},
                    Case{"0 0 0 ? * L", "2024-01-01 00:00:00", "2024-01-06 00:00:00, 2024-01-13 00:00:00"}));

class BadCron : public testing::TestWithParam<std::pair<const char*, const char*>> {};

// P-TIMER-002
TEST_P(BadCron, SaysWhichFieldIsWrongAndHow) {
  const auto cron = CronExpression::parse(GetParam().first);

  ASSERT_FALSE(cron.has_value());
  EXPECT_EQ(cron.error().code, "CRON-001");
  EXPECT_EQ(cron.error().text, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Expressions, BadCron,
    testing::Values(
        std::pair{
            "0 0 0 *",
            "it has 4 fields instead of 6 or 7 (seconds, minutes, hours, day of month, month, day of week, year)"},
        std::pair{"60 0 0 * * ?", "in the field seconds, '60' is no value between 0 and 59"},
        std::pair{"0 x 0 * * ?", "in the field minutes, 'x' is no value between 0 and 59"},
        std::pair{"0 0 24 * * ?", "in the field hours, '24' is no value between 0 and 23"},
        std::pair{"0 0 -1 * * ?", "in the field hours, '' is no value between 0 and 23"},
        std::pair{"0 0 0 * MAI ?", "in the field month, 'MAI' is no value between 1 and 12"},
        std::pair{"0 0/0 0 * * ?", "in the field minutes, '0/0' needs a step between 1 and 60 behind '/'"},
        std::pair{"0 0,,5 0 * * ?", "in the field minutes, '' is no value between 0 and 59"},
        std::pair{"0 0 0 32 * ?", "in the field day of month, '32' is no value between 1 and 31"},
        std::pair{"0 0 0 1,L * ?", "in the field day of month, 'L' is no value between 1 and 31"},
        std::pair{"0 0 0 L,1 * ?", "in the field day of month, 'L,1' is no last day (L, L-3, LW; not in a list)"},
        std::pair{"0 0 0 1,2W * ?",
                  "in the field day of month, '1,2W' is no day before 'W' (a single day, such as 15W)"},
        std::pair{"0 0 0 ? * 8", "in the field day of week, '8' is no value between 1 and 7"},
        std::pair{"0 0 0 ? * 6#6", "in the field day of week, '6#6' needs a number from 1 to 5 behind '#'"},
        std::pair{"0 0 0 ? * MON,6L",
                  "in the field day of week, 'MON,6L' is no single day before 'L' or '#' (6L, FRI#2; not in a list)"},
        std::pair{"0 0 0 ? * ?", "'?' stands both for the day of month and for the day of week; only one may be '?'"},
        std::pair{"0 0 0 1 * MON",
                  "both a day of month ('1') and a day of week ('MON') are given; one of them must be '?'"},
        std::pair{"0 0 0 1 * ? 1969", "in the field year, '1969' is no value between 1970 and 2199"}));

}  // namespace
}  // namespace iflowsim
