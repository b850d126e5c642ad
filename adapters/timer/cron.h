#pragma once

#include <bitset>
#include <chrono>
#include <optional>
#include <string_view>

#include "adapters/timer/cron_days.h"
#include "adapters/timer/cron_field.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// A cron expression as Quartz reads it: seconds, minutes, hours, day of month, month, day of week and, if given, year.
/// Knows wall-clock time only, no zone. Immutable. Source: iflow-format 7, runtime-behaviour 2.6.
class CronExpression {
 public:
  using Local = std::chrono::local_seconds;

  /// Fields are separated by blanks or by `+`. `CRON-001` with the field and what is wrong with it.
  static Result<CronExpression> parse(std::string_view text);

  /// The first matching second after that moment; none when there is none up to the year 2199.
  std::optional<Local> nextAfter(Local after) const;

 private:
  static constexpr int kFirstYear = 1970;
  static constexpr int kLastYear = 2199;

  Result<void> readYears(std::string_view text);
  std::optional<std::chrono::seconds> firstTimeFrom(std::chrono::seconds time_of_day) const;

  CronValues seconds_;
  CronValues minutes_;
  CronValues hours_;
  CronValues months_;
  CronDays days_;
  std::bitset<kLastYear - kFirstYear + 1> years_;
};

}  // namespace iflowsim
