#pragma once

#include <chrono>
#include <deque>
#include <utility>

#include "runtime/channel/deployments.h"

namespace iflowsim {

/// What the list of flows shows of one flow: how it was some time ago. Not thread-safe. Source: observed-samples
/// 20, 21.
class ShownStatus {
 public:
  explicit ShownStatus(std::chrono::milliseconds lag) : lag_(lag) {}

  void note(DeploymentInfo info, TimePoint now);
  /// How it was as long ago as the list lags behind; how it was first, if that is later. Something must be noted.
  const DeploymentInfo& at(TimePoint now);

 private:
  std::chrono::milliseconds lag_;
  std::deque<std::pair<TimePoint, DeploymentInfo>> states_;
};

}  // namespace iflowsim
