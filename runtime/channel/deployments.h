#pragma once

#include <memory>
#include <string>
#include <vector>

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"
#include "runtime/base/result.h"
#include "runtime/message/run.h"

namespace iflowsim {

struct Registries;
struct Services;
class ProcessingLog;

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
/// the engine. Thread-safe. Deploying replaces a flow of the same id; messages in flight finish on the version they
/// began on. Destroying it stops every flow.
class Deployments {
 public:
  /// All three must outlive it.
  Deployments(const Registries& registries, const Services& services, ProcessingLog& log);
  ~Deployments();

  /// Compiles the flow and starts its senders. A flow that cannot start stays listed in state ERROR with the reasons.
  /// `findings` are those of the bundle reader; errors among them keep the flow from starting.
  DeploymentInfo deploy(std::shared_ptr<const FlowModel> flow, Diagnostics findings);
  /// Stops the flow and forgets it, waiting up to the drain time for messages in flight. `DEPLOY-404` when unknown.
  Result<void> undeploy(const std::string& id);
  /// Stops and starts the flow; run-once timers stay silent. `DEPLOY-404` when unknown.
  Result<DeploymentInfo> restart(const std::string& id);
  /// Starts one message of a timer flow now. `DEPLOY-404`, `DEPLOY-409` when it is not started, `FIRE-001`.
  Result<void> fire(const std::string& id);
  /// Applies to messages that begin afterwards. `DEPLOY-404`.
  Result<void> setLogLevel(const std::string& id, LogLevel level);

  std::vector<DeploymentInfo> list() const;
  Result<DeploymentInfo> find(const std::string& id) const;

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace iflowsim
