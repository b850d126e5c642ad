#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/spi/build_context.h"
#include "runtime/spi/scheduler.h"

namespace iflowsim {

/// When a timer fires. Source: iflow-format 7, runtime-behaviour 2.6.
struct TimerPlan {
  /// When the flow is deployed.
  bool on_deployment = false;
  std::vector<std::shared_ptr<const Schedule>> schedules;
  /// A timer that will never fire again keeps its flow from starting.
  bool fails_when_expired = true;
  /// The schedules in words.
  std::string text;

  bool isExpired(TimePoint now) const;
  /// What is wrong with an expired timer.
  Error expiry() const;
};

/// Reads the property `scheduleKey` of a timer start event. None when something is wrong; every reason is reported:
/// `TIMER-001` no schedule, `TIMER-002` a schedule of an unknown form, `TIMER-003` a wrong cron expression, `TIMER-004`
/// (warning) an unknown time zone, `TIMER-005` (warning) an unknown option of a schedule.
std::optional<TimerPlan> readTimerPlan(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
