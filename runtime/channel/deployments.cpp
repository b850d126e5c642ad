#include "runtime/channel/deployments.h"

#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/base/waiter.h"
#include "runtime/channel/flow_slot.h"
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
  Inside(const Deployment::Options& deployment, const Options& options)
      : windows_(options.case_sensitive), slot_options_{deployment, options.restart, options.status_lag, windows_} {}

  DeploymentInfo deploy(const std::shared_ptr<const FlowModel>& model, const Diagnostics& findings) {
    for (;;) {
      const auto slot = slotFor(model->id);
      if (!slot) return refused(*model);
      // None: the flow was undeployed between the two lines.
      if (auto info = slot->deploy(model, findings)) return *info;
    }
  }

  Result<void> undeploy(const std::string& id) {
    const auto slot = get(id);
    if (!slot || !slot->undeploy([&] { forget(id); })) return unknown(id);
    log::info("Undeployed.", {{"flow", id}});
    return {};
  }

  Result<DeploymentInfo> restart(const std::string& id) {
    const auto slot = get(id);
    auto info = slot ? slot->restart() : std::nullopt;
    if (!info) return unknown(id);
    return *info;
  }

  void close(const std::string& id) {
    if (const auto slot = get(id)) slot->close();
  }

  void stop() {
    std::vector<std::shared_ptr<FlowSlot>> slots;
    {
      const std::lock_guard lock(table_);
      ended_ = true;
      for (const auto& [id, slot] : flows_) slots.push_back(slot);
    }
    for (const auto& slot : slots) slot->end();
    std::vector<std::thread> drains;
    for (const auto& slot : slots) {
      const auto deployment = slot->current();
      if (deployment && deployment->hasMessages()) {
        drains.emplace_back([slot] { slot->finish(); });
      } else {
        slot->finish();
      }
    }
    for (std::thread& drain : drains) drain.join();
  }

  Result<void> fire(const std::string& id) {
    const auto slot = get(id);
    const auto deployment = slot ? slot->current() : nullptr;
    if (!deployment) return unknown(id);
    return deployment->fire();
  }

  Result<void> setLogLevel(const std::string& id, LogLevel level) {
    const auto slot = get(id);
    if (!slot || !slot->current()) return unknown(id);
    slot->setLogLevel(level);
    return {};
  }

  std::vector<DeploymentInfo> list(View view) const {
    const std::lock_guard lock(table_);
    std::vector<DeploymentInfo> all;
    for (const auto& [id, slot] : flows_) {
      if (auto info = infoOf(*slot, view)) all.push_back(std::move(*info));
    }
    return all;
  }

  Result<DeploymentInfo> find(const std::string& id, View view) const {
    const auto slot = get(id);
    auto info = slot ? infoOf(*slot, view) : std::nullopt;
    if (!info) return unknown(id);
    return *info;
  }

  bool isRedeploying(std::string_view path) const { return windows_.cover(path); }

 private:
  static std::optional<DeploymentInfo> infoOf(FlowSlot& slot, View view) {
    if (view == View::Shown) return slot.shown();
    const auto deployment = slot.current();
    return deployment ? std::optional(deployment->info()) : std::nullopt;
  }

  static DeploymentInfo refused(const FlowModel& model) {
    DeploymentInfo info;
    info.id = model.id;
    info.name = model.name;
    info.version = model.version;
    info.state = DeploymentState::Error;
    info.error = "The tenant is stopping; the flow is not deployed.";
    return info;
  }

  tl::unexpected<Error> unknown(const std::string& id) const {
    std::vector<std::string> known;
    const std::lock_guard lock(table_);
    for (const auto& [name, slot] : flows_) known.push_back(name);
    const std::string nearest = nearestName(id, known);
    return failure("DEPLOY-404",
                   "No flow '" + id + "' is deployed." +
                       (nearest.empty() ? " See the list of flows." : " Did you mean '" + nearest + "'?"));
  }

  std::shared_ptr<FlowSlot> get(const std::string& id) const {
    const std::lock_guard lock(table_);
    const auto found = flows_.find(id);
    return found == flows_.end() ? nullptr : found->second;
  }

  /// Null when the tenant ends.
  std::shared_ptr<FlowSlot> slotFor(const std::string& id) {
    const std::lock_guard lock(table_);
    if (ended_) return nullptr;
    auto& slot = flows_[id];
    if (!slot) slot = std::make_shared<FlowSlot>(slot_options_);
    return slot;
  }

  void forget(const std::string& id) {
    const std::lock_guard lock(table_);
    flows_.erase(id);
  }

  RedeployWindows windows_;
  const FlowSlot::Options slot_options_;
  mutable std::mutex table_;
  // Guarded by table_.
  std::map<std::string, std::shared_ptr<FlowSlot>> flows_;
  bool ended_ = false;
};

namespace {

const Waiter& waiterOf(const Deployments::Options& options) {
  static const SystemWaiter system;
  return options.waiter == nullptr ? system : *options.waiter;
}

}  // namespace

Deployments::Deployments(const Registries& registries, const Services& services, ProcessingLog& log,
                         const Options& options)
    : inside_(std::make_unique<Inside>(Deployment::Options{registries, services, log, waiterOf(options)}, options)) {}

Deployments::~Deployments() {
  inside_->stop();
}

DeploymentInfo Deployments::deploy(std::shared_ptr<const FlowModel> flow, Diagnostics findings) {
  return inside_->deploy(flow, findings);
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

void Deployments::close(const std::string& id) {
  inside_->close(id);
}

void Deployments::stop() {
  inside_->stop();
}

std::vector<DeploymentInfo> Deployments::list(View view) const {
  return inside_->list(view);
}

Result<DeploymentInfo> Deployments::find(const std::string& id, View view) const {
  return inside_->find(id, view);
}

bool Deployments::isRedeploying(std::string_view path) const {
  return inside_->isRedeploying(path);
}

}  // namespace iflowsim
