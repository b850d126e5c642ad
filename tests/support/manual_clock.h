#pragma once

#include <atomic>

#include "runtime/base/clock.h"

namespace iflowsim {

/// A clock that stands still until it is told the time. Thread-safe.
class ManualClock final : public Clock {
 public:
  ManualClock() = default;
  explicit ManualClock(TimePoint now) : now_(now) {}

  TimePoint now() const override { return now_.load(); }
  void set(TimePoint now) { now_.store(now); }
  void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }

 private:
  /// 2024-01-01 00:00:00 UTC.
  std::atomic<TimePoint> now_{TimePoint{std::chrono::seconds{1'704'067'200}}};
};

}  // namespace iflowsim
