#pragma once

#include <chrono>
#include <string_view>

#include "adapters/timer/cron_field.h"

namespace iflowsim {

/// The days a cron expression names in its day-of-month or its day-of-week field, as Quartz understands them.
class CronDays {
 public:
  /// One of the two fields must be `?`. `CRON-001` with the field and what is wrong.
  static Result<CronDays> parse(std::string_view day_of_month, std::string_view day_of_week);

  /// The days of that month, bit 1 to 31.
  CronValues in(std::chrono::year_month month) const;

 private:
  enum class Kind {
    DaysOfMonth,
    /// `L`, `L-3`: counted back from the last day.
    LastDay,
    /// `LW`, `L-3W`, `15W`: the weekday nearest to a day, within the month.
    NearestWeekday,
    DaysOfWeek,
    /// `6L`: the last Friday.
    LastDayOfWeek,
    /// `6#3`: the third Friday.
    NthDayOfWeek,
  };

  static Result<CronDays> parseDayOfMonth(std::string_view text);
  static Result<CronDays> parseDayOfWeek(std::string_view text);

  Kind kind_ = Kind::DaysOfMonth;
  /// Days of the month, or days of the week from 1, Sunday.
  CronValues values_;
  /// Day of the month of `15W`; 0: counted back from the last day.
  int day_ = 0;
  int days_before_last_ = 0;
  /// The 3 of `6#3`.
  int nth_ = 0;
};

}  // namespace iflowsim
