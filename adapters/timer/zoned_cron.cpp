#include "adapters/timer/zoned_cron.h"

namespace iflowsim {

namespace {

/// Zones change their offset by an hour or so; a day to either side the offsets before and after a change stand alone.
constexpr std::chrono::hours kAside{24};

}  // namespace

TimePoint ZonedCron::momentOf(CronExpression::Local local) const {
  const TimePoint naive{local.time_since_epoch()};
  const std::chrono::seconds before(zone_.at(naive - kAside).offset);
  const std::chrono::seconds after(zone_.at(naive + kAside).offset);
  const bool shown_after = std::chrono::seconds(zone_.at(naive - after).offset) == after;
  return shown_after ? naive - after : naive - before;
}

std::optional<TimePoint> ZonedCron::nextAfter(TimePoint after) const {
  auto local = std::chrono::floor<std::chrono::seconds>(zone_.at(after).time);
  while (const auto next = cron_.nextAfter(local)) {
    const TimePoint moment = momentOf(*next);
    // Not so for a moment between the two times the clocks show: look on.
    if (moment > after) return moment;
    local = *next;
  }
  return std::nullopt;
}

}  // namespace iflowsim
