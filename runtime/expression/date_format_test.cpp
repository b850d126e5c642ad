#include "runtime/expression/date_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

TimePoint moment(int year, unsigned month, unsigned day, std::chrono::milliseconds time) {
  using namespace std::chrono;
  return TimePoint(sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + time);
}

std::string written(std::string_view pattern, TimePoint time, std::string_view zone = "UTC") {
  return DateFormat::compile(pattern, zone).value().format(time);
}

struct Case {
  const char* pattern;
  const char* text;
};

class DateLetters : public ::testing::TestWithParam<Case> {};

/// Sunday 4 March 2018, 15:07:09.045 UTC.
TEST_P(DateLetters, AreWrittenAsJavaDoes) {
  EXPECT_EQ(written(GetParam().pattern, moment(2018, 3, 4, 15h + 7min + 9s + 45ms)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, DateLetters,
    ::testing::Values(Case{"G", "AD"}, Case{"y", "2018"}, Case{"yy", "18"}, Case{"yyyy", "2018"},
                      Case{"yyyyy", "02018"}, Case{"Y", "2018"}, Case{"M", "3"}, Case{"MM", "03"}, Case{"MMM", "Mar"},
                      Case{"MMMM", "March"}, Case{"LLL", "Mar"}, Case{"w", "10"}, Case{"W", "2"}, Case{"D", "63"},
                      Case{"DDD", "063"}, Case{"d", "4"}, Case{"dd", "04"}, Case{"F", "1"}, Case{"E", "Sun"},
                      Case{"EEEE", "Sunday"}, Case{"u", "7"}, Case{"a", "PM"}, Case{"H", "15"}, Case{"HH", "15"},
                      Case{"k", "15"}, Case{"K", "3"}, Case{"h", "3"}, Case{"hh", "03"}, Case{"m", "7"},
                      Case{"mm", "07"}, Case{"s", "9"}, Case{"ss", "09"}, Case{"S", "45"}, Case{"SSS", "045"},
                      Case{"z", "UTC"}, Case{"zzzz", "Coordinated Universal Time"}, Case{"Z", "+0000"}, Case{"X", "Z"},
                      Case{"XXX", "Z"}, Case{"'T'", "T"}, Case{"''", "'"}, Case{"h 'o''clock'", "3 o'clock"},
                      Case{"'PT'HH'H'mm'M'ss'S'", "PT15H07M09S"}, Case{"yyyy-MM-dd'T'00:00:00", "2018-03-04T00:00:00"},
                      Case{"", ""}, Case{"HH'%3A'mm", "15%3A07"}));

TEST(DateFormat, WritesMidnightInEveryClock) {
  EXPECT_EQ(written("H k K h a", moment(2018, 3, 5, 0h)), "0 24 0 12 AM");
}

TEST(DateFormat, PutsTheEndOfDecemberIntoTheFirstWeekOfTheNextYear) {
  EXPECT_EQ(written("YYYY-ww", moment(2019, 12, 30, 0h)), "2020-01");
  EXPECT_EQ(written("YYYY-ww", moment(2016, 12, 31, 0h)), "2016-53");
  EXPECT_EQ(written("YYYY-ww", moment(2017, 1, 1, 0h)), "2017-01");
}

TEST(DateFormat, WritesOffsetsOfAZone) {
  const TimePoint summer = moment(2018, 7, 1, 12h);

  EXPECT_EQ(written("HH:mm z Z X XX XXX", summer, "Europe/Berlin"), "14:00 CEST +0200 +02 +0200 +02:00");
  EXPECT_EQ(written("HH:mm Z XXX", summer, "America/St_Johns"), "09:30 -0230 -02:30");
  EXPECT_EQ(written("HH:mm z", moment(2018, 1, 1, 12h), "CET"), "13:00 CET");
  EXPECT_EQ(written("zzzz", summer, "Europe/Berlin"), "Central European Summer Time");
}

// P-EXPR-005
TEST(DateFormat, KnowsTheOldZoneIdsOfJava) {
  const TimePoint summer = moment(2018, 7, 1, 12h);

  EXPECT_EQ(written("HH:mm Z", summer, "IST"), "17:30 +0530");
  EXPECT_EQ(written("HH:mm Z", summer, "PST"), "05:00 -0700");
  EXPECT_EQ(written("HH:mm Z", summer, "EST"), "07:00 -0500");
  EXPECT_EQ(written("HH:mm z", summer, "GMT+3"), "15:00 GMT+03:00");
  EXPECT_EQ(written("HH:mm z", summer, "GMT-0330"), "08:30 GMT-03:30");
}

// P-EXPR-006
TEST(DateFormat, TakesAnUnknownZoneForGreenwich) {
  EXPECT_EQ(written("HH:mm z", moment(2018, 7, 1, 12h), "Mars/Olympus"), "12:00 GMT");
  EXPECT_EQ(written("HH:mm z", moment(2018, 7, 1, 12h), "../../etc/passwd"), "12:00 GMT");
}

TEST(DateFormat, RefusesLettersWithoutMeaningAndOpenQuotes) {
  EXPECT_THAT(DateFormat::compile("yyyy-MM-ddTHH", "UTC").error().text, HasSubstr("the letter 'T'"));
  EXPECT_EQ(DateFormat::compile("yyyy'T", "UTC").error().code, "DATE-001");
  EXPECT_EQ(DateFormat::compile("XXXX", "UTC").error().code, "DATE-001");
}

}  // namespace
}  // namespace iflowsim
