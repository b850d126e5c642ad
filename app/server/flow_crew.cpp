#include "app/server/flow_crew.h"

#include <algorithm>
#include <utility>

namespace iflowsim {

FlowCrew::~FlowCrew() {
  waitForAll();
  for (auto& [id, thread] : threads_) thread.join();
}

void FlowCrew::want(const std::string& flow_id, Wish wish) {
  const std::lock_guard lock(mutex_);
  if (const auto busy = wishes_.find(flow_id); busy != wishes_.end()) {
    busy->second = std::move(wish);
    return;
  }
  wishes_[flow_id] = std::move(wish);
  std::thread& thread = threads_[flow_id];
  // The one before has left its last lock behind, or the flow would be busy.
  if (thread.joinable()) thread.join();
  thread = std::thread([this, flow_id] { work(flow_id); });
}

bool FlowCrew::isBusyWith(const std::string& flow_id) const {
  const std::lock_guard lock(mutex_);
  return wishes_.contains(flow_id);
}

void FlowCrew::wait(const std::vector<std::string>& flow_ids) const {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] {
    return std::none_of(flow_ids.begin(), flow_ids.end(), [this](const auto& id) { return wishes_.contains(id); });
  });
}

void FlowCrew::waitForAll() const {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return wishes_.empty(); });
}

void FlowCrew::work(const std::string& flow_id) {
  while (auto wish = next(flow_id)) {
    if (wish->flow) {
      deployments_.deploy(wish->flow, std::move(wish->findings));
    } else {
      // It may be gone already, undeployed by somebody else.
      (void)deployments_.undeploy(flow_id);
    }
  }
}

std::optional<FlowCrew::Wish> FlowCrew::next(const std::string& flow_id) {
  const std::lock_guard lock(mutex_);
  auto wish = std::exchange(wishes_[flow_id], std::nullopt);
  if (wish) return wish;
  wishes_.erase(flow_id);
  done_.notify_all();
  return std::nullopt;
}

}  // namespace iflowsim
