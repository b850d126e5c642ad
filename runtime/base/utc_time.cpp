#include "runtime/base/utc_time.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace iflowsim {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Takes texts of a fixed form apart, from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (next() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly that many digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + count, value);
    if (error != std::errc() || end != rest_.data() + count || value < 0) return std::nullopt;
    rest_.remove_prefix(count);
    return value;
  }
  /// One to nine digits.
  std::optional<int> number() {
    std::size_t count = 0;
    while (count < rest_.size() && count < 9 && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    return count == 0 ? std::nullopt : digits(count);
  }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::sys_days> readDay(Scanner& scanner) {
  const auto year = scanner.digits(4);
  if (!year || !scanner.take('-')) return std::nullopt;
  const auto month = scanner.digits(2);
  if (!month || !scanner.take('-')) return std::nullopt;
  const auto day = scanner.digits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

/// `HH:MM`.
std::optional<seconds> readHourAndMinute(Scanner& scanner) {
  const auto hour = scanner.digits(2);
  if (!hour || *hour > 23 || !scanner.take(':')) return std::nullopt;
  const auto minute = scanner.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

std::optional<milliseconds> readTimeOfDay(Scanner& scanner) {
  const auto minutes = readHourAndMinute(scanner);
  if (!minutes || !scanner.take(':')) return minutes;
  const auto second = scanner.digits(2);
  if (!second || *second > 59) return std::nullopt;
  milliseconds time = *minutes + seconds(*second);
  if (!scanner.take('.')) return time;
  for (milliseconds unit{100}; scanner.next() >= '0' && scanner.next() <= '9'; unit /= 10) {
    time += unit * *scanner.digits(1);
  }
  return time;
}

/// How far the zone is east of UTC.
std::optional<seconds> readZone(Scanner& scanner) {
  if (scanner.done() || scanner.take('Z') || scanner.take('z')) return seconds(0);
  const bool west = scanner.next() == '-';
  if (!scanner.take('-') && !scanner.take('+')) return std::nullopt;
  const auto offset = readHourAndMinute(scanner);
  if (!offset) return std::nullopt;
  return west ? -*offset : *offset;
}

constexpr std::array<std::pair<char, seconds>, 4> kUnits{
    {{'d', std::chrono::days(1)}, {'h', std::chrono::hours(1)}, {'m', std::chrono::minutes(1)}, {'s', seconds(1)}}};

std::optional<seconds> readUnit(Scanner& scanner) {
  for (const auto& [letter, unit] : kUnits) {
    if (scanner.take(letter)) return unit;
  }
  return std::nullopt;
}

}  // namespace

std::string formatUtc(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(time - day));
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<TimePoint> parseUtc(std::string_view text) {
  Scanner scanner(text);
  const auto day = readDay(scanner);
  if (!day) return std::nullopt;
  if (scanner.done()) return TimePoint(*day);
  if (!scanner.take('T') && !scanner.take(' ')) return std::nullopt;
  const auto time = readTimeOfDay(scanner);
  if (!time) return std::nullopt;
  const auto zone = readZone(scanner);
  if (!zone || !scanner.done()) return std::nullopt;
  return TimePoint(*day) + *time - *zone;
}

std::optional<milliseconds> parseSpan(std::string_view text) {
  constexpr std::chrono::days kLongest{36'525};
  Scanner scanner(text);
  const bool back = scanner.next() == '-';
  if (!scanner.take('-')) scanner.take('+');
  if (scanner.done()) return std::nullopt;
  seconds span{0};
  while (!scanner.done()) {
    const auto number = scanner.number();
    const auto unit = number ? readUnit(scanner) : std::nullopt;
    if (!unit) return std::nullopt;
    span += *unit * *number;
    if (span > kLongest) return std::nullopt;
  }
  return back ? -span : span;
}

std::string formatSpan(milliseconds span) {
  std::string text = span.count() < 0 ? "-" : "+";
  seconds rest = std::chrono::floor<seconds>(std::chrono::abs(span));
  if (rest.count() == 0) return text + "0s";
  for (const auto& [letter, unit] : kUnits) {
    if (rest < unit) continue;
    text += std::to_string(rest / unit) + letter;
    rest %= unit;
  }
  return text;
}

}  // namespace iflowsim
