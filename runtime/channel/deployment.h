#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/channel/deployments.h"
#include "runtime/channel/flow_runner.h"

namespace iflowsim {

class Sender;

/// One deployed flow: its compiled form, its senders, its state. Control calls come from one thread at a time; `info`
/// may be called by any.
class Deployment {
 public:
  struct Options {
    const Registries& registries;
    const Services& services;
    ProcessingLog& log;
  };

  Deployment(std::shared_ptr<const FlowModel> model, Diagnostics findings, const Options& options);
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;
  ~Deployment();

  /// Compiles and starts the senders; afterwards the state is STARTED or ERROR.
  void start(LogLevel level);
  /// Lets run-once timers fire: after a deployment, not after a restart.
  void announceDeployed();
  /// Stops the senders and waits for the messages in flight.
  void stop();
  Result<void> fire();
  void setLogLevel(LogLevel level);

  DeploymentInfo info() const;
  const std::shared_ptr<const FlowModel>& model() const { return model_; }
  const Diagnostics& findings() const { return findings_; }

 private:
  bool startSenders();
  void stopSenders();
  void failWith(const std::string& reason);
  void setState(DeploymentState state);

  std::shared_ptr<const FlowModel> model_;
  Diagnostics findings_;
  Options options_;
  mutable std::mutex info_mutex_;
  DeploymentInfo info_;
  std::shared_ptr<FlowContext> context_;
  std::vector<Sender*> running_;
};

}  // namespace iflowsim
