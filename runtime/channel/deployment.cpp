#include "runtime/channel/deployment.h"

#include "runtime/base/log.h"
#include "runtime/compiler/flow_compiler.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/services.h"

namespace iflowsim {

Deployment::Deployment(std::shared_ptr<const FlowModel> model, Diagnostics findings, const Options& options)
    : model_(std::move(model)), findings_(std::move(findings)), options_(options) {
  info_.id = model_->id;
  info_.name = model_->name;
  info_.version = model_->version;
  info_.deployed_at = options_.services.clock.now();
}

Deployment::~Deployment() {
  stopSenders();
}

void Deployment::start(LogLevel level) {
  Diagnostics findings = findings_;
  const auto compiled = compileFlow(model_, options_.registries, options_.services, findings);
  {
    const std::lock_guard lock(info_mutex_);
    info_.log_level = level;
    info_.diagnostics = findings;
  }
  for (const Diagnostic& finding : findings.items()) {
    if (finding.severity == Severity::Error) failWith(finding.toText());
  }
  if (!compiled || findings.hasErrors()) return;
  context_ = std::shared_ptr<FlowContext>(new FlowContext{
      .flow = compiled, .clock = options_.services.clock, .log = options_.log, .level = level, .in_flight = {}});
  if (startSenders()) setState(DeploymentState::Started);
}

bool Deployment::startSenders() {
  for (const CompiledFlow::Entry& entry : context_->flow->entries()) {
    for (const auto& sender : entry.senders) {
      const auto started = sender->start(std::make_shared<MessageDriver>(context_, entry));
      if (!started) {
        stopSenders();
        failWith("error " + started.error().code + ' ' + model_->bundle + ": " + started.error().text);
        return false;
      }
      running_.push_back(sender.get());
      const std::lock_guard lock(info_mutex_);
      for (std::string& address : sender->addresses()) info_.endpoints.push_back(std::move(address));
    }
  }
  return true;
}

void Deployment::announceDeployed() {
  for (Sender* sender : running_) sender->deployed();
}

DeploymentInfo Deployment::info() const {
  const std::lock_guard lock(info_mutex_);
  return info_;
}

void Deployment::setState(DeploymentState state) {
  const std::lock_guard lock(info_mutex_);
  info_.state = state;
}

void Deployment::failWith(const std::string& reason) {
  const std::lock_guard lock(info_mutex_);
  info_.state = DeploymentState::Error;
  if (!info_.error.empty()) info_.error += '\n';
  info_.error += reason;
}

void Deployment::stopSenders() {
  for (Sender* sender : running_) sender->stop();
  running_.clear();
  const std::lock_guard lock(info_mutex_);
  info_.endpoints.clear();
}

void Deployment::stop() {
  setState(DeploymentState::Stopping);
  stopSenders();
  if (context_ && !context_->in_flight.waitForNone(options_.services.options.drain)) {
    log::warn("The flow was stopped while messages were still running.", {{"flow", model_->id}});
  }
}

Result<void> Deployment::fire() {
  const DeploymentInfo now = info();
  if (now.state != DeploymentState::Started) {
    return failure("DEPLOY-409", "The flow '" + model_->id + "' is not started: " +
                                     (now.error.empty() ? std::string(toText(now.state)) : now.error));
  }
  Result<void> outcome =
      failure("FIRE-001", "The flow '" + model_->id + "' has no timer; it is started by its callers.");
  for (Sender* sender : running_) {
    outcome = sender->fire();
    if (outcome) break;
  }
  return outcome;
}

void Deployment::setLogLevel(LogLevel level) {
  {
    const std::lock_guard lock(info_mutex_);
    info_.log_level = level;
  }
  if (context_) context_->level = level;
}

}  // namespace iflowsim
