#include "runtime/channel/deployments.h"

#include <map>
#include <mutex>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/channel/deployment.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

std::string_view toText(DeploymentState state) {
  switch (state) {
    case DeploymentState::Starting:
      return "STARTING";
    case DeploymentState::Started:
      return "STARTED";
    case DeploymentState::Stopping:
      return "STOPPING";
    case DeploymentState::Error:
      break;
  }
  return "ERROR";
}

class Deployments::Inside {
 public:
  explicit Inside(Deployment::Options options) : options_(options) {}

  ~Inside() {
    for (auto& [id, deployment] : flows_) deployment->stop();
  }

  DeploymentInfo deploy(std::shared_ptr<const FlowModel> model, Diagnostics findings) {
    const std::lock_guard control(control_);
    LogLevel level = LogLevel::Info;
    if (const auto former = get(model->id)) {
      level = former->info().log_level;
      former->stop();
    }
    const auto deployment = std::make_shared<Deployment>(std::move(model), std::move(findings), options_);
    publish(deployment);
    deployment->start(level);
    deployment->announceDeployed();
    logState(deployment->info());
    return deployment->info();
  }

  Result<void> undeploy(const std::string& id) {
    const std::lock_guard control(control_);
    const auto deployment = get(id);
    if (!deployment) return unknown(id);
    deployment->stop();
    forget(id);
    log::info("Undeployed.", {{"flow", id}});
    return {};
  }

  Result<DeploymentInfo> restart(const std::string& id) {
    const std::lock_guard control(control_);
    const auto former = get(id);
    if (!former) return unknown(id);
    former->stop();
    const auto deployment = std::make_shared<Deployment>(former->model(), former->findings(), options_);
    publish(deployment);
    deployment->start(former->info().log_level);
    logState(deployment->info());
    return deployment->info();
  }

  Result<void> fire(const std::string& id) {
    const std::lock_guard control(control_);
    const auto deployment = get(id);
    if (!deployment) return unknown(id);
    return deployment->fire();
  }

  Result<void> setLogLevel(const std::string& id, LogLevel level) {
    const std::lock_guard control(control_);
    const auto deployment = get(id);
    if (!deployment) return unknown(id);
    deployment->setLogLevel(level);
    return {};
  }

  std::vector<DeploymentInfo> list() const {
    const std::lock_guard lock(table_);
    std::vector<DeploymentInfo> all;
    for (const auto& [id, deployment] : flows_) all.push_back(deployment->info());
    return all;
  }

  Result<DeploymentInfo> find(const std::string& id) const {
    const auto deployment = get(id);
    if (!deployment) return unknown(id);
    return deployment->info();
  }

 private:
  tl::unexpected<Error> unknown(const std::string& id) const {
    std::vector<std::string> known;
    const std::lock_guard lock(table_);
    for (const auto& [name, deployment] : flows_) known.push_back(name);
    const std::string nearest = nearestName(id, known);
    return failure("DEPLOY-404",
                   "No flow '" + id + "' is deployed." +
                       (nearest.empty() ? " See the list of flows." : " Did you mean '" + nearest + "'?"));
  }

  std::shared_ptr<Deployment> get(const std::string& id) const {
    const std::lock_guard lock(table_);
    const auto found = flows_.find(id);
    return found == flows_.end() ? nullptr : found->second;
  }

  void forget(const std::string& id) {
    const std::lock_guard lock(table_);
    flows_.erase(id);
  }

  void publish(const std::shared_ptr<Deployment>& deployment) {
    const std::lock_guard lock(table_);
    flows_[deployment->model()->id] = deployment;
  }

  static void logState(const DeploymentInfo& info) {
    if (info.state == DeploymentState::Started) {
      log::info("Deployed.", {{"flow", info.id}, {"endpoints", join(info.endpoints, " ")}});
    } else {
      log::error("The flow could not be started.", {{"flow", info.id}, {"reason", info.error}});
    }
  }

  Deployment::Options options_;
  // One deployment, undeployment or restart at a time; readers only wait for the table.
  std::mutex control_;
  mutable std::mutex table_;
  std::map<std::string, std::shared_ptr<Deployment>> flows_;
};

Deployments::Deployments(const Registries& registries, const Services& services, ProcessingLog& log)
    : inside_(std::make_unique<Inside>(Deployment::Options{registries, services, log})) {}

Deployments::~Deployments() = default;

DeploymentInfo Deployments::deploy(std::shared_ptr<const FlowModel> flow, Diagnostics findings) {
  return inside_->deploy(std::move(flow), std::move(findings));
}

Result<void> Deployments::undeploy(const std::string& id) {
  return inside_->undeploy(id);
}

Result<DeploymentInfo> Deployments::restart(const std::string& id) {
  return inside_->restart(id);
}

Result<void> Deployments::fire(const std::string& id) {
  return inside_->fire(id);
}

Result<void> Deployments::setLogLevel(const std::string& id, LogLevel level) {
  return inside_->setLogLevel(id, level);
}

std::vector<DeploymentInfo> Deployments::list() const {
  return inside_->list();
}

Result<DeploymentInfo> Deployments::find(const std::string& id) const {
  return inside_->find(id);
}

}  // namespace iflowsim
