#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/channel/deployments.h"
#include "runtime/channel/flow_runner.h"

namespace iflowsim {

class Sender;

/// One deployed version of a flow: its compiled form, its senders, its state. `start`, `close` and `drain` are called
/// by one thread at a time; everything else by any.
class Deployment {
 public:
  struct Options {
    const Registries& registries;
    const Services& services;
    ProcessingLog& log;
    const Waiter& waiter;
  };

  Deployment(std::shared_ptr<const FlowModel> model, Diagnostics findings, LogLevel level, const Options& options);
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;
  ~Deployment();

  /// Compiles the flow. False when it cannot start; the state is ERROR then.
  bool compile();
  /// Starts the senders of a flow that compiled; afterwards the state is STARTED or ERROR.
  void start();
  /// Lets run-once timers fire: after a deployment, not after a restart.
  void announceDeployed();
  /// Stops the senders: the state is STOPPING, and no new message gets in, nor one that found its sender before.
  void close();
  /// Waits for the messages in flight up to the drain time; those still running then are abandoned. Only once.
  void drain();
  Result<void> fire();
  void setLogLevel(LogLevel level);

  DeploymentInfo info() const;
  DeploymentState state() const;
  bool hasMessages() const;
  const std::shared_ptr<const FlowModel>& model() const { return model_; }
  const Diagnostics& findings() const { return findings_; }

 private:
  bool startSenders();
  void stopSenders();
  void failWith(const std::string& reason);
  void setState(DeploymentState state);
  std::shared_ptr<FlowContext> context() const;

  std::shared_ptr<const FlowModel> model_;
  Diagnostics findings_;
  Options options_;
  bool drained_ = false;
  mutable std::mutex info_mutex_;
  // Guarded by info_mutex_.
  DeploymentInfo info_;
  std::shared_ptr<FlowContext> context_;
  std::mutex senders_mutex_;
  // Guarded by senders_mutex_.
  std::vector<Sender*> running_;
};

}  // namespace iflowsim
