#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/channel/deployments.h"

namespace iflowsim {

/// One outbound call of a flow, as the receiver stubs saw it.
struct RecordedCall {
  std::string flow;
  std::string channel;
  std::string receiver;
  std::string method;
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Name of the stub that answered; empty when none did.
  std::string stub;
  /// Whether it went to the real address.
  bool real = false;
  /// Status of the reply; 0 when there was none.
  int status = 0;
  std::string error;
};

/// What the management side asks of the tenant beyond the engine: its files and its stubs. Implemented by the
/// application; thread-safe.
class TenantFacade {
 public:
  virtual ~TenantFacade() = default;
  /// Copies the bundle (zip or unpacked folder) into the tenant's folder, in place of one of the same name, and deploys
  /// its flows. `DEPLOY-400` when there is no bundle at the path.
  virtual Result<std::vector<DeploymentInfo>> deploy(const std::filesystem::path& bundle) = 0;
  /// Stops the flow and moves its bundle out of the tenant's folder, where it can be found again. `DEPLOY-404`,
  /// `DEPLOY-409` when the bundle holds other flows too.
  virtual Result<void> undeploy(const std::string& flow_id) = 0;
  /// Calls of receivers, oldest first.
  virtual std::vector<RecordedCall> recordedCalls() const = 0;
  virtual void forgetRecordedCalls() = 0;
};

}  // namespace iflowsim
