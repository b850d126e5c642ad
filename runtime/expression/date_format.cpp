#include "runtime/expression/date_format.h"

#include <array>
#include <cstdlib>

namespace iflowsim {

namespace {

constexpr std::string_view kLetters = "GyYMLwWDdFEuaHkKhmsSzZX";
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::size_t kShortName = 3;

/// A moment taken apart in its zone.
struct Parts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  /// 0 is Sunday.
  unsigned weekday = 0;
  int day_of_year = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  TimeZone::Local local;
};

Parts partsOf(TimeZone::Local local) {
  using namespace std::chrono;
  const auto date = floor<days>(local.time);
  const year_month_day ymd(date);
  const hh_mm_ss clock(local.time - date);
  Parts parts;
  parts.year = static_cast<int>(ymd.year());
  parts.month = static_cast<unsigned>(ymd.month());
  parts.day = static_cast<unsigned>(ymd.day());
  parts.weekday = weekday(date).c_encoding();
  parts.day_of_year = static_cast<int>((date - local_days(ymd.year() / January / 1)).count()) + 1;
  parts.hour = static_cast<int>(clock.hours().count());
  parts.minute = static_cast<int>(clock.minutes().count());
  parts.second = static_cast<int>(clock.seconds().count());
  parts.millisecond = static_cast<int>(clock.subseconds().count());
  parts.local = std::move(local);
  return parts;
}

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(std::abs(number));
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return number < 0 ? '-' + digits : digits;
}

std::string yearText(int year, std::size_t count) {
  return count == 2 ? padded(year % 100, 2) : padded(year, count);
}

std::string nameText(std::string_view name, std::size_t count) {
  return std::string(count >= 4 ? name : name.substr(0, kShortName));
}

int weekdayOfFirst(const Parts& parts, int days_back) {
  return ((static_cast<int>(parts.weekday) - days_back) % 7 + 7) % 7;
}

bool isLeap(int year) {
  return std::chrono::year(year).is_leap();
}

/// The week of the year and the year it belongs to: the last days of December may be in week 1 of the next year.
std::pair<int, int> weekOfYear(const Parts& parts) {
  const int january = weekdayOfFirst(parts, parts.day_of_year - 1);
  const int length = isLeap(parts.year) ? 366 : 365;
  const int next_january = (january + length) % 7;
  if (parts.day_of_year > length - next_january) return {1, parts.year + 1};
  return {(parts.day_of_year - 1 + january) / 7 + 1, parts.year};
}

int weekOfMonth(const Parts& parts) {
  const int day = static_cast<int>(parts.day);
  return (day - 1 + weekdayOfFirst(parts, day - 1)) / 7 + 1;
}

std::string offsetText(int offset, bool colon, bool minutes) {
  const int all = std::abs(offset) / 60;
  std::string text = (offset < 0 ? "-" : "+") + padded(all / 60, 2);
  if (minutes) text += (colon ? ":" : "") + padded(all % 60, 2);
  return text;
}

std::string zoneText(const Parts& parts, char letter, std::size_t count) {
  if (letter == 'z') return count >= 4 ? parts.local.name : parts.local.abbreviation;
  if (letter == 'Z') return offsetText(parts.local.offset, false, true);
  return parts.local.offset == 0 ? "Z" : offsetText(parts.local.offset, count == 3, count > 1);
}

std::string clockText(const Parts& parts, char letter, std::size_t count) {
  switch (letter) {
    case 'H':
      return padded(parts.hour, count);
    case 'k':
      return padded(parts.hour == 0 ? 24 : parts.hour, count);
    case 'K':
      return padded(parts.hour % 12, count);
    case 'h':
      return padded(parts.hour % 12 == 0 ? 12 : parts.hour % 12, count);
    case 'm':
      return padded(parts.minute, count);
    case 's':
      return padded(parts.second, count);
    case 'S':
      return padded(parts.millisecond, count);
    default:
      return parts.hour < 12 ? "AM" : "PM";
  }
}

std::string dateText(const Parts& parts, char letter, std::size_t count) {
  switch (letter) {
    case 'G':
      return parts.year > 0 ? "AD" : "BC";
    case 'y':
      return yearText(parts.year, count);
    case 'Y':
      return yearText(weekOfYear(parts).second, count);
    case 'M':
    case 'L':
      return count < 3 ? padded(static_cast<int>(parts.month), count) : nameText(kMonths[parts.month - 1], count);
    case 'w':
      return padded(weekOfYear(parts).first, count);
    case 'W':
      return padded(weekOfMonth(parts), count);
    case 'D':
      return padded(parts.day_of_year, count);
    case 'd':
      return padded(static_cast<int>(parts.day), count);
    case 'F':
      return padded(static_cast<int>((parts.day - 1) / 7) + 1, count);
    case 'E':
      return nameText(kDays[parts.weekday], count);
    default:
      return padded(parts.weekday == 0 ? 7 : static_cast<int>(parts.weekday), count);
  }
}

std::string fieldText(const Parts& parts, char letter, std::size_t count) {
  if (std::string_view("zZX").find(letter) != std::string_view::npos) return zoneText(parts, letter, count);
  if (std::string_view("HkKhmsSa").find(letter) != std::string_view::npos) return clockText(parts, letter, count);
  return dateText(parts, letter, count);
}

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads the quoted text whose opening quote stands at `at`; moves behind it. False when it is not closed.
bool readQuoted(std::string_view pattern, std::size_t& at, std::string& text) {
  if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
    text += '\'';
    at += 2;
    return true;
  }
  for (++at; at < pattern.size(); ++at) {
    if (pattern[at] != '\'') {
      text += pattern[at];
    } else if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
      text += pattern[++at];
    } else {
      ++at;
      return true;
    }
  }
  return false;
}

}  // namespace

Result<DateFormat> DateFormat::compile(std::string_view pattern, std::string_view zone) {
  DateFormat format(zone);
  const auto literal = [&format]() -> std::string& {
    if (format.fields_.empty() || format.fields_.back().letter != 0) format.fields_.push_back({});
    return format.fields_.back().literal;
  };
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '\'') {
      if (!readQuoted(pattern, at, literal())) {
        return failure("DATE-001",
                       "The date pattern '" + std::string(pattern) + "' has a quote that is not closed. Close it.");
      }
    } else if (!isLetter(c)) {
      literal() += c;
      ++at;
    } else {
      const std::size_t end = std::min(pattern.find_first_not_of(c, at), pattern.size());
      if (kLetters.find(c) == std::string_view::npos || (c == 'X' && end - at > 3)) {
        return failure("DATE-001", "The date pattern '" + std::string(pattern) + "' has the letter '" + c +
                                       "' without a meaning at position " + std::to_string(at + 1) +
                                       ". Put literal text in single quotes.");
      }
      format.fields_.push_back({.letter = c, .count = end - at});
      at = end;
    }
  }
  return format;
}

std::string DateFormat::format(TimePoint time) const {
  const Parts parts = partsOf(zone_.at(time));
  std::string text;
  for (const Field& field : fields_) {
    text += field.letter == 0 ? field.literal : fieldText(parts, field.letter, field.count);
  }
  return text;
}

}  // namespace iflowsim
