#pragma once

#include <cstdint>

#include "runtime/base/clock.h"

// Times stand in the tables as milliseconds since the epoch.

namespace iflowsim {

inline std::int64_t toStored(TimePoint time) {
  return time.time_since_epoch().count();
}

inline TimePoint fromStored(std::int64_t milliseconds) {
  return TimePoint{std::chrono::milliseconds{milliseconds}};
}

}  // namespace iflowsim
