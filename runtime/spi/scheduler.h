#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "runtime/base/clock.h"

namespace iflowsim {

/// When something is due next.
class Schedule {
 public:
  virtual ~Schedule() = default;
  /// The first moment after `after`, or none when it never comes again.
  virtual std::optional<TimePoint> nextAfter(TimePoint after) const = 0;
};

/// A job in the scheduler; destroying it takes the job out at once. A run in progress goes on: the job must own what it
/// uses, or use what outlives the scheduler.
class ScheduledJob {
 public:
  virtual ~ScheduledJob() = default;
};

/// Runs jobs when they are due, by the tenant's clock. Thread-safe. A job still running at its next tick skips it.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  virtual std::unique_ptr<ScheduledJob> add(std::shared_ptr<const Schedule> schedule, std::function<void()> job) = 0;
  /// Runs the job once, soon, on a worker.
  virtual std::unique_ptr<ScheduledJob> once(std::function<void()> job) = 0;
};

}  // namespace iflowsim
