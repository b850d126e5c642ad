#include "runtime/channel/flow_slot.h"

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/spi/services.h"

namespace iflowsim {

namespace {

void logState(const DeploymentInfo& info) {
  if (info.state == DeploymentState::Started) {
    log::info("Deployed.", {{"flow", info.id}, {"endpoints", join(info.endpoints, " ")}});
  } else if (info.state == DeploymentState::Error) {
    log::error("The flow could not be started.", {{"flow", info.id}, {"reason", info.error}});
  }
}

}  // namespace

FlowSlot::FlowSlot(const Options& options) : options_(options), shown_(options.status_lag) {}

std::optional<DeploymentInfo> FlowSlot::deploy(const std::shared_ptr<const FlowModel>& model,
                                               const Diagnostics& findings) {
  const std::lock_guard control(control_);
  if (given_up_) return std::nullopt;
  return replace(model, findings, true);
}

std::optional<DeploymentInfo> FlowSlot::restart() {
  const std::lock_guard control(control_);
  const auto former = current();
  if (given_up_ || !former) return std::nullopt;
  return replace(former->model(), former->findings(), false);
}

bool FlowSlot::undeploy(const std::function<void()>& forget) {
  const std::lock_guard control(control_);
  if (given_up_ || !current()) return false;
  takeDown();
  given_up_ = true;
  options_.windows.close(current()->model()->id);
  forget();
  return true;
}

void FlowSlot::close() {
  // Whoever has the control has closed the channels already, or is about to start a version that goes at once.
  const std::unique_lock control(control_, std::try_to_lock);
  if (control && !given_up_) closeCurrent();
}

void FlowSlot::end() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ending_.notify_all();
  close();
}

void FlowSlot::finish() {
  const std::lock_guard control(control_);
  takeDown();
}

std::shared_ptr<Deployment> FlowSlot::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void FlowSlot::setLogLevel(LogLevel level) {
  const std::lock_guard lock(mutex_);
  if (current_) current_->setLogLevel(level);
}

std::optional<DeploymentInfo> FlowSlot::shown() {
  const std::lock_guard lock(mutex_);
  if (!current_) return std::nullopt;
  DeploymentInfo info = shown_.at(options_.deployment.services.clock.now());
  info.log_level = current_->info().log_level;
  return info;
}

DeploymentInfo FlowSlot::replace(const std::shared_ptr<const FlowModel>& model, const Diagnostics& findings,
                                 bool announce) {
  takeDown();
  std::shared_ptr<Deployment> next;
  {
    const std::lock_guard lock(mutex_);
    // Source: runtime-behaviour 6.2, a redeployment keeps the log level.
    const LogLevel level = current_ ? current_->info().log_level : LogLevel::Info;
    next = std::make_shared<Deployment>(model, findings, level, options_.deployment);
    current_ = next;
  }
  note();
  bringUp(*next);
  if (announce && next->state() == DeploymentState::Started) next->announceDeployed();
  logState(next->info());
  return next->info();
}

void FlowSlot::closeCurrent() {
  const auto deployment = current();
  if (!deployment || deployment->state() == DeploymentState::Stopping) return;
  if (deployment->state() == DeploymentState::Started) {
    was_serving_ = true;
    const std::string& id = deployment->model()->id;
    options_.windows.open(id, options_.deployment.services.endpoints.addressesOf(id));
  }
  deployment->close();
  note();
}

void FlowSlot::takeDown() {
  closeCurrent();
  if (const auto deployment = current()) deployment->drain();
}

void FlowSlot::bringUp(Deployment& next) {
  const bool good = next.compile();
  // Where nothing was there is no downtime: a first deployment, or one that mends a flow in state ERROR.
  if (good && was_serving_) pause();
  if (good && !hasEnded()) next.start();
  if (good && hasEnded() && next.state() != DeploymentState::Stopping) next.close();
  was_serving_ = false;
  options_.windows.close(next.model()->id);
  note();
}

void FlowSlot::pause() {
  std::unique_lock lock(mutex_);
  options_.deployment.waiter.waitFor(lock, ending_, options_.restart, [this] { return ended_; });
}

bool FlowSlot::hasEnded() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void FlowSlot::note() {
  const std::lock_guard lock(mutex_);
  shown_.note(current_->info(), options_.deployment.services.clock.now());
}

}  // namespace iflowsim
