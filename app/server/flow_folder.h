#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/scripts/companions.h"
#include "app/server/flow_crew.h"
#include "app/tenant_config.h"
#include "iflows/bundle/bundle_reader.h"
#include "runtime/channel/deployments.h"

namespace iflowsim {

/// The tenant's `flows/` folder: what stands in it is deployed, what changes is deployed again, what goes is
/// undeployed. Changes of flows that are there already go on behind the calls, each flow for itself. Thread-safe.
class FlowFolder {
 public:
  /// All must outlive it. The bundles found beside the flows are put into the companions.
  FlowFolder(const TenantConfig& config, Deployments& deployments, Companions& companions);

  /// Looks at the folder and acts on what changed since the last look: new flows are started when it returns, in the
  /// order of their bundles' names; the channels of flows that change or go are closed, and the rest goes on behind it.
  /// A flow that uses a script collection changes with it.
  /// A bundle that cannot be read is shown as a flow in state ERROR with its problems.
  void synchronize();
  /// Returns when what the looks began is done.
  void settle() const { crew_.waitForAll(); }

  /// Copies a bundle into the folder, in place of one of the same name, and deploys it. `DEPLOY-400` when there is no
  /// bundle at the path or it cannot be copied.
  Result<std::vector<DeploymentInfo>> add(const std::filesystem::path& bundle);
  /// Undeploys the flow and moves its bundle to `.iflowsim/undeployed`, so that nothing is lost. `DEPLOY-404` when
  /// unknown; `DEPLOY-409` when its bundle holds other flows too.
  Result<void> remove(const std::string& flow_id);

 private:
  struct Item {
    std::string fingerprint;
    std::vector<std::string> flow_ids;
    /// Flows not deployed because another bundle holds them.
    std::vector<std::string> refused_ids;
    std::vector<Artifact> companions;
    /// Ids of the script collections its flows use.
    std::set<std::string> collections;
  };

  void synchronizeLocked();
  bool isCurrent(const std::filesystem::path& path, const Item& item) const;
  void load(const std::filesystem::path& path, Item& item);
  void spreadCompanions(const std::set<std::filesystem::path>& loaded);
  void deployFlow(const Artifact& artifact, Item& item);
  void forget(const Item& item);
  void want(const std::string& flow_id, FlowCrew::Wish wish);
  void carryOut();
  Result<std::vector<std::string>> takeOut(const std::string& flow_id);
  std::string fingerprintOf(const std::filesystem::path& path, const Item* known) const;
  ReadOptions readOptions() const;
  const std::filesystem::path* holderOf(const std::string& flow_id) const;

  const TenantConfig& config_;
  Deployments& deployments_;
  Companions& companions_;
  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::map<std::filesystem::path, Item> items_;
  /// What the look in progress found to be done, in order.
  std::vector<std::pair<std::string, FlowCrew::Wish>> wishes_;
  FlowCrew crew_;
};

}  // namespace iflowsim
