#include "runtime/base/utc_time.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr TimePoint kMorning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + hours(8);

class StandingClock final : public Clock {
 public:
  TimePoint now() const override { return kMorning; }
};

// P-CLOCK-002
TEST(OffsetClock, MovesAnotherClock) {
  const StandingClock clock;

  EXPECT_EQ(OffsetClock(clock, hours(2)).now(), kMorning + hours(2));
  EXPECT_EQ(OffsetClock(clock, -days(1)).now(), kMorning - days(1));
}

TEST(UtcTime, WritesSecondsAndCutsOffFractions) {
  EXPECT_EQ(formatUtc(kMorning + milliseconds(999)), "2026-11-25T08:00:00Z");
}

TEST(UtcTime, WritesTimesBeforeTheEpoch) {
  EXPECT_EQ(formatUtc(TimePoint(milliseconds(-1))), "1969-12-31T23:59:59Z");
}

TEST(UtcTime, ReadsWhatPeopleType) {
  EXPECT_EQ(parseUtc("2026-11-25"), kMorning - hours(8));
  EXPECT_EQ(parseUtc("2026-11-25T08:00"), kMorning);
  EXPECT_EQ(parseUtc("2026-11-25 08:00:00"), kMorning);
  EXPECT_EQ(parseUtc("2026-11-25T08:00:00Z"), kMorning);
  EXPECT_EQ(parseUtc("2026-11-25T08:00:00.25z"), kMorning + milliseconds(250));
  EXPECT_EQ(parseUtc("2026-11-25T09:00+01:00"), kMorning);
  EXPECT_EQ(parseUtc("2026-11-25T02:30:00-05:30"), kMorning);
}

TEST(UtcTime, ReadsWhatItWrites) {
  EXPECT_EQ(parseUtc(formatUtc(kMorning)), kMorning);
}

TEST(UtcTime, ReadsNothingElse) {
  for (const char* text :
       {"", "tomorrow", "2026", "2026-11", "2026-02-30", "2026-13-01", "26-11-25", "2026-11-25T", "2026-11-25T08",
        "2026-11-25T24:00", "2026-11-25T08:60", "2026-11-25T08:00:61", "2026-11-25T08:00:00+1", "2026-11-25T08:00 ",
        "2026-11-25T08:00:00Z.", "2026-11--5", "2026-11-25T-8:00", "2026-11-25Z8"}) {
    EXPECT_EQ(parseUtc(text), std::nullopt) << text;
  }
}

TEST(UtcTime, ReadsSpans) {
  EXPECT_EQ(parseSpan("90d"), days(90));
  EXPECT_EQ(parseSpan("+90d"), days(90));
  EXPECT_EQ(parseSpan("-2h"), -hours(2));
  EXPECT_EQ(parseSpan("-1d12h"), -hours(36));
  EXPECT_EQ(parseSpan("5m30s"), minutes(5) + seconds(30));
  EXPECT_EQ(parseSpan("0s"), seconds(0));
}

TEST(UtcTime, ReadsNoOtherSpans) {
  for (const char* text : {"", "+", "-", "2", "h", "2 h", "--2h", "2w", "1.5h", "2h-", "99999999d", "9999999999d"}) {
    EXPECT_EQ(parseSpan(text), std::nullopt) << text;
  }
}

TEST(UtcTime, WritesSpansAsItReadsThem) {
  EXPECT_EQ(formatSpan(days(90)), "+90d");
  EXPECT_EQ(formatSpan(-hours(36)), "-1d12h");
  EXPECT_EQ(formatSpan(seconds(0)), "+0s");
  EXPECT_EQ(parseSpan(formatSpan(hours(49) + seconds(3))), hours(49) + seconds(3));
}

}  // namespace
}  // namespace iflowsim
