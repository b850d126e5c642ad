#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"
#include "runtime/base/result.h"
#include "runtime/message/run.h"

namespace iflowsim {

struct Registries;
struct Services;
class ProcessingLog;
class Waiter;

/// Source: runtime-behaviour 6.4.
enum class DeploymentState { Starting, Started, Stopping, Error };

std::string_view toText(DeploymentState state);

/// What a deployed flow looks like from outside.
struct DeploymentInfo {
  std::string id;
  std::string name;
  std::string version;
  DeploymentState state = DeploymentState::Starting;
  /// Addresses its senders serve.
  std::vector<std::string> endpoints;
  /// Why it is in state ERROR, one line for each problem; empty otherwise.
  std::string error;
  Diagnostics diagnostics;
  TimePoint deployed_at;
  LogLevel log_level = LogLevel::Info;
};

/// The flows deployed on the tenant: the facade through which the application, the management side and the tests reach
/// the engine. Thread-safe. Deploying replaces a flow of the same id: its channels are closed, messages in flight
/// finish on the version they began on or become ABANDONED after the drain time, the channels stay down for the restart
/// time, and then the new version serves. A change of one flow waits for those of no other. Destroying it stops every
/// flow. Source: runtime-behaviour 1.8, 6.4.
class Deployments {
 public:
  struct Options {
    /// How long the channels are down between two versions, after the drain. A flow that did not serve before is not
    /// kept waiting.
    std::chrono::milliseconds restart{0};
    /// How long the list shows the old state after a change (observed-samples 20, 21).
    std::chrono::milliseconds status_lag{0};
    /// Whether addresses compare by case.
    bool case_sensitive = false;
    /// Lets time pass; null for the machine's time. Outlives this.
    const Waiter* waiter = nullptr;
  };
  /// What people are shown may lag behind what is.
  enum class View { Shown, Actual };

  /// All three must outlive it.
  Deployments(const Registries& registries, const Services& services, ProcessingLog& log, const Options& options);
  Deployments(const Registries& registries, const Services& services, ProcessingLog& log)
      : Deployments(registries, services, log, Options{}) {}
  ~Deployments();

  /// Compiles the flow and starts its senders; returns how it is afterwards. A flow that cannot start stays listed in
  /// state ERROR with the reasons. `findings` are those of the bundle reader; errors among them keep the flow from
  /// starting.
  DeploymentInfo deploy(std::shared_ptr<const FlowModel> flow, Diagnostics findings);
  /// Stops the flow and forgets it, waiting up to the drain time for messages in flight. `DEPLOY-404` when unknown.
  Result<void> undeploy(const std::string& id);
  /// Stops and starts the flow; run-once timers stay silent. `DEPLOY-404` when unknown.
  Result<DeploymentInfo> restart(const std::string& id);
  /// Closes the channels of the flow without waiting, so that its addresses are free; `deploy` or `undeploy` must
  /// follow. Does nothing when the flow is unknown or is being changed.
  void close(const std::string& id);
  /// Stops every flow, all at a time, and starts none any more. Waits up to the drain time for messages in flight.
  void stop();
  /// Starts one message of a timer flow now. `DEPLOY-404`, `DEPLOY-409` when it is not started, `FIRE-001`.
  Result<void> fire(const std::string& id);
  /// Applies to messages that begin afterwards. `DEPLOY-404`.
  Result<void> setLogLevel(const std::string& id, LogLevel level);

  std::vector<DeploymentInfo> list(View view = View::Shown) const;
  Result<DeploymentInfo> find(const std::string& id, View view = View::Shown) const;
  /// Whether a decoded request path belongs to a flow that is down because it is being stopped, redeployed or
  /// restarted; asked for paths that no endpoint serves. Source: runtime-behaviour 1.7 row 16.
  bool isRedeploying(std::string_view path) const;

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace iflowsim
