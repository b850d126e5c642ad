#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/clock.h"

namespace iflowsim {

/// Draws the numbers that a system gives to IDocs when it stores them: 16 digits, unique and rising on one tenant, also
/// over a restart as long as its clock goes on. Thread-safe.
class DbIds {
 public:
  /// So many numbers in a row.
  std::vector<std::string> draw(TimePoint now, std::size_t count);

 private:
  /// The next one to be drawn.
  std::atomic<std::int64_t> next_{0};
};

}  // namespace iflowsim
