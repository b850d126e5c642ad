#include "app/server/flow_folder.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "app/configured_parameters.h"
#include "app/server/file_fingerprint.h"
#include "app/server/findings.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// A flow whose model could not be read, so that it can be listed with its problems.
std::shared_ptr<const FlowModel> placeholder(const Artifact& artifact, const std::filesystem::path& path) {
  FlowModel model;
  model.id = artifact.id.empty() ? path.stem().string() : artifact.id;
  model.name = artifact.name.empty() ? model.id : artifact.name;
  model.version = artifact.version;
  model.bundle = artifact.bundle;
  return std::make_shared<const FlowModel>(std::move(model));
}

void collectCollections(const NodeGraph& graph, std::set<std::string>& ids) {
  for (const Node& node : graph.nodes) {
    if (const auto id = trim(node.properties.get("scriptBundleId")); !id.empty()) ids.emplace(id);
  }
}

std::set<std::filesystem::path> entriesOf(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    // Hidden files and half-written copies are not for deployment.
    if (name.front() == '.' || name.ends_with(".part")) continue;
    if (entry.is_directory() || toLower(entry.path().extension().string()) == ".zip") found.insert(entry.path());
  }
  return found;
}

/// Copies a bundle into a folder, in place of one of the same name, and tells where it stands.
Result<std::filesystem::path> copyIn(const std::filesystem::path& bundle, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const auto target = folder / bundle.filename();
  const auto half_written = folder / ('.' + bundle.filename().string() + ".part");
  std::filesystem::remove_all(half_written, error);
  std::filesystem::copy(bundle, half_written, std::filesystem::copy_options::recursive, error);
  if (!error) std::filesystem::remove_all(target, error);
  if (!error) std::filesystem::rename(half_written, target, error);
  if (error)
    return failure("DEPLOY-400", "The bundle cannot be copied to " + target.string() + ": " + error.message() + '.');
  return target;
}

}  // namespace

FlowFolder::FlowFolder(const TenantConfig& config, Deployments& deployments, Companions& companions)
    : config_(config),
      deployments_(deployments),
      companions_(companions),
      folder_(config.folder / "flows"),
      crew_(deployments) {}

ReadOptions FlowFolder::readOptions() const {
  ReadOptions options{.limits = config_.bundles, .configured = {}, .strict_parameters = config_.strict_parameters};
  options.configured = [this](const std::string& flow_id) {
    Diagnostics findings;
    auto values = readConfiguredParameters(config_.folder, flow_id, findings);
    logFindings(findings);
    return values;
  };
  return options;
}

std::string FlowFolder::fingerprintOf(const std::filesystem::path& path, const Item* known) const {
  std::string fingerprint = fileFingerprint(path);
  if (known == nullptr) return fingerprint;
  for (const std::string& id : known->flow_ids)
    fingerprint += fileFingerprint(configuredParametersFile(config_.folder, id));
  return fingerprint;
}

void FlowFolder::synchronize() {
  const std::lock_guard lock(mutex_);
  synchronizeLocked();
}

void FlowFolder::synchronizeLocked() {
  const auto present = entriesOf(folder_);
  for (auto item = items_.begin(); item != items_.end();) {
    if (present.contains(item->first)) {
      ++item;
      continue;
    }
    forget(item->second);
    item = items_.erase(item);
  }
  std::set<std::filesystem::path> loaded;
  for (const auto& path : present) {
    const auto known = items_.find(path);
    if (known != items_.end() && isCurrent(path, known->second)) continue;
    load(path, items_[path]);
    loaded.insert(path);
  }
  spreadCompanions(loaded);
  carryOut();
}

/// Lets flows that were not loaded in this look follow a change of what they use.
void FlowFolder::spreadCompanions(const std::set<std::filesystem::path>& loaded) {
  std::vector<Artifact> companions;
  for (const auto& [path, item] : items_) {
    companions.insert(companions.end(), item.companions.begin(), item.companions.end());
  }
  const std::set<std::string> changed = companions_.replace(companions);
  for (auto& [path, item] : items_) {
    const bool is_affected = std::any_of(item.collections.begin(), item.collections.end(),
                                         [&](const std::string& id) { return changed.contains(id); });
    if (is_affected && !loaded.contains(path)) load(path, item);
  }
}

void FlowFolder::want(const std::string& flow_id, FlowCrew::Wish wish) {
  // A flow that moved from one bundle to another goes and comes: what comes last counts.
  std::erase_if(wishes_, [&](const auto& other) { return other.first == flow_id; });
  wishes_.emplace_back(flow_id, std::move(wish));
}

void FlowFolder::carryOut() {
  const auto is_there = [this](const std::string& id) {
    return crew_.isBusyWith(id) || deployments_.find(id, Deployments::View::Actual).has_value();
  };
  const auto first_new =
      std::stable_partition(wishes_.begin(), wishes_.end(), [&](const auto& wish) { return is_there(wish.first); });
  // All channels are closed before any flow starts, so that a flow may take over an address of another.
  for (auto wish = wishes_.begin(); wish != first_new; ++wish) deployments_.close(wish->first);
  for (auto wish = wishes_.begin(); wish != first_new; ++wish) crew_.want(wish->first, std::move(wish->second));
  for (auto wish = first_new; wish != wishes_.end(); ++wish) {
    if (wish->second.flow) deployments_.deploy(wish->second.flow, std::move(wish->second.findings));
  }
  wishes_.clear();
}

bool FlowFolder::isCurrent(const std::filesystem::path& path, const Item& item) const {
  // A flow that stood in the folder twice takes the place of the bundle that went.
  const bool all_taken = std::all_of(item.refused_ids.begin(), item.refused_ids.end(),
                                     [this](const std::string& id) { return holderOf(id) != nullptr; });
  return all_taken && item.fingerprint == fingerprintOf(path, &item);
}

void FlowFolder::load(const std::filesystem::path& path, Item& item) {
  const Item former = std::exchange(item, {});
  const BundleSet bundles = readBundles(path, readOptions());
  for (const Diagnostic& finding : bundles.diagnostics.items()) log::warn(finding.toText());
  for (const Artifact& artifact : bundles.artifacts) {
    if (artifact.kind == ArtifactKind::IntegrationFlow) {
      deployFlow(artifact, item);
    } else {
      item.companions.push_back(artifact);
    }
  }
  if (bundles.artifacts.empty()) {
    Artifact unreadable;
    unreadable.bundle = path.string();
    unreadable.diagnostics = bundles.diagnostics;
    deployFlow(unreadable, item);
  }
  for (const std::string& id : former.flow_ids) {
    if (std::find(item.flow_ids.begin(), item.flow_ids.end(), id) == item.flow_ids.end()) want(id, {});
  }
  item.fingerprint = fingerprintOf(path, &item);
}

void FlowFolder::deployFlow(const Artifact& artifact, Item& item) {
  const auto model = artifact.flow ? artifact.flow : placeholder(artifact, artifact.bundle);
  if (const auto* holder = holderOf(model->id)) {
    log::error("The flow is in the folder twice; the second bundle is not deployed. Remove one of them.",
               {{"flow", model->id}, {"first", holder->string()}, {"second", artifact.bundle}});
    item.refused_ids.push_back(model->id);
    return;
  }
  item.flow_ids.push_back(model->id);
  for (const Process& process : model->processes) {
    collectCollections(process.graph, item.collections);
    if (process.exception_subprocess) collectCollections(process.exception_subprocess->graph, item.collections);
  }
  want(model->id, {model, artifact.diagnostics});
}

const std::filesystem::path* FlowFolder::holderOf(const std::string& flow_id) const {
  for (const auto& [path, item] : items_) {
    if (std::find(item.flow_ids.begin(), item.flow_ids.end(), flow_id) != item.flow_ids.end()) return &path;
  }
  return nullptr;
}

void FlowFolder::forget(const Item& item) {
  for (const std::string& id : item.flow_ids) want(id, {});
}

Result<std::vector<DeploymentInfo>> FlowFolder::add(const std::filesystem::path& bundle) {
  const BundleSet read = readBundles(bundle, readOptions());
  if (read.artifacts.empty()) {
    return failure("DEPLOY-400", "There is no bundle at " + bundle.string() + ". " + read.diagnostics.toText());
  }
  std::vector<std::string> flow_ids;
  {
    const std::lock_guard lock(mutex_);
    const auto target = copyIn(bundle, folder_);
    if (!target) return tl::unexpected(target.error());
    items_[*target].fingerprint.clear();
    synchronizeLocked();
    flow_ids = items_[*target].flow_ids;
  }
  crew_.wait(flow_ids);
  std::vector<DeploymentInfo> deployed;
  for (const std::string& id : flow_ids) {
    if (auto info = deployments_.find(id, Deployments::View::Actual)) deployed.push_back(std::move(*info));
  }
  return deployed;
}

Result<void> FlowFolder::remove(const std::string& flow_id) {
  const auto flow_ids = takeOut(flow_id);
  if (!flow_ids) return tl::unexpected(flow_ids.error());
  // Deployments knows the words for a flow that does not exist.
  if (flow_ids->empty()) return deployments_.undeploy(flow_id);
  crew_.wait(*flow_ids);
  return {};
}

/// Takes the bundle of the flow out of the folder and begins to undeploy what it holds; none when there is no bundle.
Result<std::vector<std::string>> FlowFolder::takeOut(const std::string& flow_id) {
  const std::lock_guard lock(mutex_);
  const std::filesystem::path* holder = holderOf(flow_id);
  if (holder == nullptr) return std::vector<std::string>();
  const std::filesystem::path bundle = *holder;
  if (items_[bundle].flow_ids.size() > 1) {
    return failure("DEPLOY-409", "The bundle " + bundle.string() +
                                     " holds other flows too. Import the package to get one file for each flow.");
  }
  const auto kept = config_.state / "undeployed" / bundle.filename();
  std::error_code error;
  std::filesystem::create_directories(kept.parent_path(), error);
  std::filesystem::remove_all(kept, error);
  std::filesystem::rename(bundle, kept, error);
  if (error)
    return failure("DEPLOY-409", "The bundle cannot be moved to " + kept.string() + ": " + error.message() + '.');
  std::vector<std::string> flow_ids = items_[bundle].flow_ids;
  forget(items_[bundle]);
  carryOut();
  items_.erase(bundle);
  return flow_ids;
}

}  // namespace iflowsim
