#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"

namespace iflowsim {

/// A time zone by the ids Java knows: IANA names, the old three-letter ids (`IST` is Asia/Kolkata), `GMT+05:30`. As in
/// Java an unknown id is GMT. Immutable, used by many threads.
class TimeZone {
 public:
  /// A moment as the zone's clocks show it.
  struct Local {
    std::chrono::local_time<std::chrono::milliseconds> time;
    /// Seconds east of UTC.
    int offset = 0;
    /// `CEST`, or `GMT+03:00` where the zone has no letters.
    std::string abbreviation;
    /// `Central European Summer Time`, or the abbreviation's offset form.
    std::string name;
  };

  explicit TimeZone(std::string_view id);
  Local at(TimePoint time) const;
  /// False for an id that nothing was found for.
  bool known() const;

 private:
  struct Rules;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace iflowsim
