#include "adapters/timer/cron.h"

#include <array>
#include <string>
#include <vector>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr CronFieldSpec kSeconds{"seconds", 0, 59};
constexpr CronFieldSpec kMinutes{"minutes", 0, 59};
constexpr CronFieldSpec kHours{"hours", 0, 23};
constexpr CronFieldSpec kMonth{"month", 1, 12, kMonths};

std::vector<std::string_view> fieldsOf(std::string_view text) {
  std::vector<std::string_view> fields;
  constexpr std::string_view kSeparators = " \t\r\n+";
  for (std::size_t begin = text.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
    const std::size_t end = text.find_first_of(kSeparators, begin);
    fields.push_back(text.substr(begin, end - begin));
    begin = end == std::string_view::npos ? end : text.find_first_not_of(kSeparators, end);
  }
  return fields;
}

/// The first value set at or after `from`; -1 when there is none.
int firstFrom(const CronValues& values, int from, int highest) {
  for (int value = from; value <= highest; ++value) {
    if (values.test(static_cast<std::size_t>(value))) return value;
  }
  return -1;
}

}  // namespace

Result<CronExpression> CronExpression::parse(std::string_view text) {
  const auto fields = fieldsOf(text);
  if (fields.size() != 6 && fields.size() != 7) {
    return failure("CRON-001",
                   "it has " + std::to_string(fields.size()) +
                       " fields instead of 6 or 7 (seconds, minutes, hours, day of month, month, day of week, "
                       "year)");
  }
  CronExpression cron;
  struct Part {
    CronValues& values;
    std::string_view text;
    const CronFieldSpec& spec;
  };
  for (const Part& part : {Part{cron.seconds_, fields[0], kSeconds}, Part{cron.minutes_, fields[1], kMinutes},
                           Part{cron.hours_, fields[2], kHours}, Part{cron.months_, fields[4], kMonth}}) {
    const auto values = parseCronField(part.text, part.spec);
    if (!values) return tl::unexpected(values.error());
    part.values = *values;
  }
  auto days = CronDays::parse(fields[3], fields[5]);
  if (!days) return tl::unexpected(days.error());
  cron.days_ = *days;
  const auto years = cron.readYears(fields.size() == 7 ? fields[6] : "*");
  if (!years) return tl::unexpected(years.error());
  return cron;
}

Result<void> CronExpression::readYears(std::string_view text) {
  // The years are more than a field's set holds, so they are read piece by piece.
  constexpr int kPiece = 60;
  constexpr CronFieldSpec kYear{"year", kFirstYear, kLastYear};
  for (const std::string_view part : split(text, ',')) {
    const std::size_t slash = part.find('/');
    const std::size_t dash = part.substr(0, slash).find('-');
    const bool all = part.substr(0, slash) == "*" || part.substr(0, slash) == "?";
    const auto first = all ? Result<int>(kFirstYear) : parseCronValue(part.substr(0, std::min(slash, dash)), kYear);
    if (!first) return tl::unexpected(first.error());
    Result<int> last = all || slash != std::string_view::npos ? kLastYear : *first;
    if (dash != std::string_view::npos) last = parseCronValue(part.substr(dash + 1, slash - dash - 1), kYear);
    if (!last) return tl::unexpected(last.error());
    Result<int> step = 1;
    if (slash != std::string_view::npos) step = parseCronValue(part.substr(slash + 1), {"year", 1, kPiece});
    if (!step) return tl::unexpected(step.error());
    for (int year = *first; year <= *last; year += *step) years_.set(static_cast<std::size_t>(year - kFirstYear));
  }
  return {};
}

std::optional<seconds> CronExpression::firstTimeFrom(seconds time_of_day) const {
  const std::chrono::hh_mm_ss from(time_of_day);
  const int from_hour = static_cast<int>(from.hours().count());
  for (int hour = firstFrom(hours_, from_hour, 23); hour >= 0; hour = firstFrom(hours_, hour + 1, 23)) {
    const int from_minute = hour == from_hour ? static_cast<int>(from.minutes().count()) : 0;
    for (int minute = firstFrom(minutes_, from_minute, 59); minute >= 0; minute = firstFrom(minutes_, minute + 1, 59)) {
      const bool same_minute = hour == from_hour && minute == static_cast<int>(from.minutes().count());
      const int second = firstFrom(seconds_, same_minute ? static_cast<int>(from.seconds().count()) : 0, 59);
      if (second >= 0) return hours(hour) + minutes(minute) + seconds(second);
    }
  }
  return std::nullopt;
}

std::optional<CronExpression::Local> CronExpression::nextAfter(Local after) const {
  const Local from = after + seconds(1);
  const local_days today = std::chrono::floor<days>(from);
  const std::chrono::year_month_day first_date(today);
  for (std::chrono::year_month month = first_date.year() / first_date.month();
       static_cast<int>(month.year()) <= kLastYear; month += std::chrono::months(1)) {
    const int year = static_cast<int>(month.year());
    if (year < kFirstYear || !years_.test(static_cast<std::size_t>(year - kFirstYear))) continue;
    if (!months_.test(static_cast<unsigned>(month.month()))) continue;
    const CronValues matching = days_.in(month);
    for (int day = firstFrom(matching, 1, 31); day >= 0; day = firstFrom(matching, day + 1, 31)) {
      const local_days date{month / std::chrono::day{static_cast<unsigned>(day)}};
      if (date < today) continue;
      const auto time = firstTimeFrom(date == today ? from - today : seconds(0));
      if (time) return date + *time;
    }
  }
  return std::nullopt;
}

}  // namespace iflowsim
