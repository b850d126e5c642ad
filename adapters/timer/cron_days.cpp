#include "adapters/timer/cron_days.h"

#include <algorithm>
#include <array>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month;

constexpr std::array<std::string_view, 7> kWeekdays{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
constexpr CronFieldSpec kDayOfMonth{"day of month", 1, 31};
constexpr CronFieldSpec kDayOfWeek{"day of week", 1, 7, kWeekdays};

int lastDayOf(year_month month) {
  const std::chrono::year_month_day_last last{month.year(), std::chrono::month_day_last{month.month()}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

/// 1 is Sunday, as in Quartz.
int weekdayOf(year_month month, int day_of_month) {
  const sys_days date{month / day{static_cast<unsigned>(day_of_month)}};
  return static_cast<int>(weekday{date}.c_encoding()) + 1;
}

/// Does not leave the month: the first, a Saturday, gives the third.
int nearestWeekday(year_month month, int day_of_month) {
  const int last = lastDayOf(month);
  const int at = std::min(day_of_month, last);
  switch (weekdayOf(month, at)) {
    case 7:
      return at == 1 ? 3 : at - 1;
    case 1:
      return at == last ? at - 2 : at + 1;
    default:
      return at;
  }
}

CronValues only(int value) {
  CronValues values;
  if (value >= 1) values.set(static_cast<std::size_t>(value));
  return values;
}

}  // namespace

Result<CronDays> CronDays::parse(std::string_view day_of_month, std::string_view day_of_week) {
  if (day_of_month == "?" && day_of_week == "?") {
    return failure("CRON-001", "'?' stands both for the day of month and for the day of week; only one may be '?'");
  }
  if (day_of_week == "?") return parseDayOfMonth(day_of_month);
  if (day_of_month == "?") return parseDayOfWeek(day_of_week);
  return failure("CRON-001", "both a day of month ('" + std::string(day_of_month) + "') and a day of week ('" +
                                 std::string(day_of_week) + "') are given; one of them must be '?'");
}

Result<CronDays> CronDays::parseDayOfMonth(std::string_view text) {
  CronDays days;
  std::string_view rest = text;
  const bool weekday = rest.size() > 1 && (rest.ends_with('W') || rest.ends_with('w'));
  const bool last = rest.starts_with('L') || rest.starts_with('l');
  if (!weekday && !last) {
    auto values = parseCronField(text, kDayOfMonth);
    if (!values) return tl::unexpected(values.error());
    days.values_ = *values;
    return days;
  }

  if (weekday) rest.remove_suffix(1);
  days.kind_ = weekday ? Kind::NearestWeekday : Kind::LastDay;
  if (!last) {
    const auto value = parseCronValue(rest, kDayOfMonth);
    if (!value) return cronError(kDayOfMonth, text, "is no day before 'W' (a single day, such as 15W)");
    days.day_ = *value;
    return days;
  }
  rest.remove_prefix(1);
  if (rest.empty()) return days;
  const auto before =
      rest.starts_with('-') ? parseCronValue(rest.substr(1), {"offset", 0, 30}) : failure("CRON-001", {});
  if (!before) return cronError(kDayOfMonth, text, "is no last day (L, L-3, LW; not in a list)");
  days.days_before_last_ = *before;
  return days;
}

Result<CronDays> CronDays::parseDayOfWeek(std::string_view text) {
  CronDays days;
  const std::size_t hash = text.find('#');
  const bool last = text.ends_with('L') || text.ends_with('l');
  if (equalsIgnoreCase(text, "L")) {
    days.kind_ = Kind::DaysOfWeek;
    days.values_ = only(7);
    return days;
  }
  if (hash == std::string_view::npos && !last) {
    auto values = parseCronField(text, kDayOfWeek);
    if (!values) return tl::unexpected(values.error());
    days.kind_ = Kind::DaysOfWeek;
    days.values_ = *values;
    return days;
  }

  const auto value = parseCronValue(last ? text.substr(0, text.size() - 1) : text.substr(0, hash), kDayOfWeek);
  if (!value) return cronError(kDayOfWeek, text, "is no single day before 'L' or '#' (6L, FRI#2; not in a list)");
  days.kind_ = last ? Kind::LastDayOfWeek : Kind::NthDayOfWeek;
  days.values_ = only(*value);
  if (last) return days;
  const auto nth = parseCronValue(text.substr(hash + 1), {"number", 1, 5});
  if (!nth) return cronError(kDayOfWeek, text, "needs a number from 1 to 5 behind '#'");
  days.nth_ = *nth;
  return days;
}

CronValues CronDays::in(year_month month) const {
  const int last = lastDayOf(month);
  const int counted = day_ > 0 ? day_ : last - days_before_last_;
  if (kind_ == Kind::LastDay) return only(counted);
  // A day the month does not have is no day, also with W.
  if (kind_ == Kind::NearestWeekday)
    return counted < 1 || counted > last ? CronValues{} : only(nearestWeekday(month, counted));

  CronValues result;
  for (int at = 1; at <= last; ++at) {
    const bool right_weekday = values_.test(static_cast<std::size_t>(weekdayOf(month, at)));
    const bool matches = kind_ == Kind::DaysOfMonth     ? values_.test(static_cast<std::size_t>(at))
                         : kind_ == Kind::DaysOfWeek    ? right_weekday
                         : kind_ == Kind::LastDayOfWeek ? right_weekday && at + 7 > last
                                                        : right_weekday && (at + 6) / 7 == nth_;
    if (matches) result.set(static_cast<std::size_t>(at));
  }
  return result;
}

}  // namespace iflowsim
