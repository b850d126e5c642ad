#include "runtime/channel/shown_status.h"

namespace iflowsim {

void ShownStatus::note(DeploymentInfo info, TimePoint now) {
  states_.emplace_back(now, std::move(info));
  (void)at(now);
}

const DeploymentInfo& ShownStatus::at(TimePoint now) {
  while (states_.size() > 1 && states_[1].first + lag_ <= now) states_.pop_front();
  return states_.front().second;
}

}  // namespace iflowsim
