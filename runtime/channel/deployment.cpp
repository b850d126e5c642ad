#include "runtime/channel/deployment.h"

#include <utility>

#include "runtime/base/log.h"
#include "runtime/compiler/flow_compiler.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/services.h"

namespace iflowsim {

Deployment::Deployment(std::shared_ptr<const FlowModel> model, Diagnostics findings, LogLevel level,
                       const Options& options)
    : model_(std::move(model)), findings_(std::move(findings)), options_(options) {
  info_.id = model_->id;
  info_.name = model_->name;
  info_.version = model_->version;
  info_.log_level = level;
  info_.deployed_at = options_.services.clock.now();
}

Deployment::~Deployment() {
  stopSenders();
}

bool Deployment::compile() {
  Diagnostics findings = findings_;
  const auto compiled = compileFlow(model_, options_.registries, options_.services, findings);
  {
    const std::lock_guard lock(info_mutex_);
    info_.diagnostics = findings;
  }
  for (const Diagnostic& finding : findings.items()) {
    if (finding.severity == Severity::Error) failWith(finding.toText());
  }
  if (!compiled || findings.hasErrors()) return false;
  const std::lock_guard lock(info_mutex_);
  context_ = std::shared_ptr<FlowContext>(new FlowContext{.flow = compiled,
                                                          .clock = options_.services.clock,
                                                          .log = options_.log,
                                                          .level = info_.log_level,
                                                          .in_flight = {}});
  return true;
}

void Deployment::start() {
  if (startSenders()) setState(DeploymentState::Started);
}

bool Deployment::startSenders() {
  const auto context = this->context();
  for (const CompiledFlow::Entry& entry : context->flow->entries()) {
    for (const auto& sender : entry.senders) {
      const auto started = sender->start(std::make_shared<MessageDriver>(context, entry));
      if (!started) {
        stopSenders();
        failWith("error " + started.error().code + ' ' + model_->bundle + ": " + started.error().text);
        return false;
      }
      {
        const std::lock_guard lock(senders_mutex_);
        running_.push_back(sender.get());
      }
      const std::lock_guard lock(info_mutex_);
      for (std::string& address : sender->addresses()) info_.endpoints.push_back(std::move(address));
    }
  }
  return true;
}

void Deployment::announceDeployed() {
  const std::lock_guard lock(senders_mutex_);
  for (Sender* sender : running_) sender->deployed();
}

DeploymentInfo Deployment::info() const {
  const std::lock_guard lock(info_mutex_);
  return info_;
}

DeploymentState Deployment::state() const {
  const std::lock_guard lock(info_mutex_);
  return info_.state;
}

std::shared_ptr<FlowContext> Deployment::context() const {
  const std::lock_guard lock(info_mutex_);
  return context_;
}

bool Deployment::hasMessages() const {
  const auto context = this->context();
  return context && !context->in_flight.none();
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
  {
    const std::lock_guard lock(senders_mutex_);
    for (Sender* sender : running_) sender->stop();
    running_.clear();
  }
  const std::lock_guard lock(info_mutex_);
  info_.endpoints.clear();
}

void Deployment::close() {
  setState(DeploymentState::Stopping);
  stopSenders();
  if (const auto context = this->context()) context->in_flight.close();
}

void Deployment::drain() {
  if (std::exchange(drained_, true)) return;
  const auto context = this->context();
  if (!context || context->in_flight.waitForNone(options_.services.options.drain, options_.waiter)) return;
  const auto abandoned = context->in_flight.abandonAll();
  for (const auto& run : abandoned) options_.log.abandon(run, options_.services.clock.now());
  log::warn("The flow was stopped while messages were still running; they are abandoned.",
            {{"flow", model_->id}, {"messages", std::to_string(abandoned.size())}});
}

Result<void> Deployment::fire() {
  const DeploymentInfo now = info();
  if (now.state != DeploymentState::Started) {
    return failure("DEPLOY-409", "The flow '" + model_->id + "' is not started: " +
                                     (now.error.empty() ? std::string(toText(now.state)) : now.error));
  }
  Result<void> outcome =
      failure("FIRE-001", "The flow '" + model_->id + "' has no timer; it is started by its callers.");
  const std::lock_guard lock(senders_mutex_);
  for (Sender* sender : running_) {
    outcome = sender->fire();
    if (outcome) break;
  }
  return outcome;
}

void Deployment::setLogLevel(LogLevel level) {
  const std::lock_guard lock(info_mutex_);
  info_.log_level = level;
  if (context_) context_->level = level;
}

}  // namespace iflowsim
