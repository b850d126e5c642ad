#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/channel/deployments.h"

namespace iflowsim {

/// Carries out what is wanted of flows that are there already, each flow on a thread of its own, so that one that
/// drains or is down for its restart time holds up no other. Of several wishes for a flow that wait, the last counts.
/// Thread-safe.
class FlowCrew {
 public:
  struct Wish {
    /// The version to deploy; null when the flow is to go.
    std::shared_ptr<const FlowModel> flow;
    Diagnostics findings;
  };

  /// The deployments must outlive it.
  explicit FlowCrew(Deployments& deployments) : deployments_(deployments) {}
  FlowCrew(const FlowCrew&) = delete;
  FlowCrew& operator=(const FlowCrew&) = delete;
  /// Carries out what is wanted and ends its threads; stop the deployments first to make that short.
  ~FlowCrew();

  void want(const std::string& flow_id, Wish wish);
  bool isBusyWith(const std::string& flow_id) const;
  /// Returns when nothing is left to be done for these flows.
  void wait(const std::vector<std::string>& flow_ids) const;
  void waitForAll() const;

 private:
  void work(const std::string& flow_id);
  std::optional<Wish> next(const std::string& flow_id);

  Deployments& deployments_;
  mutable std::mutex mutex_;
  mutable std::condition_variable done_;
  // Guarded by mutex_. A flow is in `wishes_` while a thread works for it, with what it has to do next.
  std::map<std::string, std::optional<Wish>> wishes_;
  std::map<std::string, std::thread> threads_;
};

}  // namespace iflowsim
