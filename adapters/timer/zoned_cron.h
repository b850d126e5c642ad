#pragma once

#include "adapters/timer/cron.h"
#include "runtime/base/time_zone.h"
#include "runtime/spi/scheduler.h"

namespace iflowsim {

/// A cron expression by the clocks of a zone. A time that the clocks skip in spring comes by so much later; one that
/// they show twice in autumn counts the second time only: what Quartz makes of Java's calendar. Immutable.
class ZonedCron final : public Schedule {
 public:
  ZonedCron(CronExpression cron, TimeZone zone) : cron_(std::move(cron)), zone_(std::move(zone)) {}

  std::optional<TimePoint> nextAfter(TimePoint after) const override;

 private:
  TimePoint momentOf(CronExpression::Local local) const;

  CronExpression cron_;
  TimeZone zone_;
};

}  // namespace iflowsim
