#pragma once

#include <chrono>

namespace iflowsim {

/// A moment of wall-clock time, UTC, milliseconds since the epoch.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// What time it is for the tenant. Everything that reads the time of day gets it here, so that tests can fake it.
/// Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// Another clock's time moved by a fixed span, for a tenant that lives in the past or the future.
class OffsetClock final : public Clock {
 public:
  /// The other clock outlives it.
  OffsetClock(const Clock& other, std::chrono::milliseconds offset) : other_(other), offset_(offset) {}
  TimePoint now() const override { return other_.now() + offset_; }

 private:
  const Clock& other_;
  const std::chrono::milliseconds offset_;
};

}  // namespace iflowsim
