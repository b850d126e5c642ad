#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "runtime/channel/deployment.h"
#include "runtime/channel/redeploy_windows.h"
#include "runtime/channel/shown_status.h"

namespace iflowsim {

/// The place of one flow on the tenant, through all its versions: what runs now, what happens to it, what the list
/// shows of it. Its changes wait for each other and for those of no other flow. Thread-safe.
class FlowSlot {
 public:
  struct Options {
    Deployment::Options deployment;
    /// How long the channels are down between two versions.
    std::chrono::milliseconds restart;
    std::chrono::milliseconds status_lag;
    RedeployWindows& windows;
  };

  explicit FlowSlot(const Options& options);

  /// Puts this version in place of the one before. None when the slot was given up meanwhile.
  std::optional<DeploymentInfo> deploy(const std::shared_ptr<const FlowModel>& model, const Diagnostics& findings);
  /// None when there is nothing to restart.
  std::optional<DeploymentInfo> restart();
  /// Stops the flow; `forget` takes the slot out of its table while no other change can begin. False when there is
  /// nothing to stop.
  bool undeploy(const std::function<void()>& forget);
  /// Closes the channels without waiting for anything, ahead of another change.
  void close();
  /// The tenant ends: pauses are cut short and no version is started any more; `finish` stops what runs.
  void end();
  void finish();

  /// The version in place; null before the first.
  std::shared_ptr<Deployment> current() const;
  void setLogLevel(LogLevel level);
  /// What the list shows; none before the first version.
  std::optional<DeploymentInfo> shown();

 private:
  DeploymentInfo replace(const std::shared_ptr<const FlowModel>& model, const Diagnostics& findings, bool announce);
  void closeCurrent();
  void takeDown();
  void bringUp(Deployment& next);
  void pause();
  bool hasEnded() const;
  void note();

  const Options options_;
  /// Held for the whole of a change.
  std::mutex control_;
  // Guarded by control_.
  bool given_up_ = false;
  bool was_serving_ = false;

  mutable std::mutex mutex_;
  std::condition_variable ending_;
  // Guarded by mutex_.
  std::shared_ptr<Deployment> current_;
  ShownStatus shown_;
  bool ended_ = false;
};

}  // namespace iflowsim
