#pragma once

#include <cstddef>
#include <cstdint>

#include "iflows/bundle/bundle_limits.h"

namespace iflowsim {

/// What may still be read from one zip file or folder, with everything nested in it.
class ReadBudget {
 public:
  explicit ReadBudget(const BundleLimits& limits) : limits_(limits) {}

  const BundleLimits& limits() const { return limits_; }
  /// False when there are too many entries by now.
  bool takeEntry() { return ++entries_ <= limits_.max_entries; }
  /// False when there are too many bytes by now.
  bool takeBytes(std::uint64_t count) {
    bytes_ += count;
    return bytes_ <= limits_.max_total_bytes;
  }

 private:
  const BundleLimits& limits_;
  std::size_t entries_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace iflowsim
