#include "runtime/channel/flow_runner.h"

#include "runtime/base/ids.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/spi/flow_stopped.h"

namespace iflowsim {

namespace {

constexpr const char* kMessageIdName = "SAP_MessageProcessingLogID";
constexpr std::size_t kLongestApplicationId = 120;
constexpr std::size_t kLongestMessageType = 100;

/// Source: runtime-behaviour 5.3, SAP_MessageProcessingLogLevel.
LogLevel levelFor(std::string_view asked, LogLevel configured) {
  if (asked.empty()) return configured;
  for (const LogLevel level : {LogLevel::None, LogLevel::Error, LogLevel::Info, LogLevel::Debug}) {
    if (equalsIgnoreCase(asked, toText(level))) return level;
  }
  return configured;
}

std::string shortened(std::string text, std::size_t limit) {
  if (text.size() > limit) text.resize(limit);
  return text;
}

}  // namespace

MessageDriver::MessageDriver(std::shared_ptr<FlowContext> context, const CompiledFlow::Entry& entry)
    : context_(std::move(context)), entry_(entry) {}

Outcome MessageDriver::run(const Inbound& inbound, const std::function<void(Exchange&)>& prepare,
                           const std::function<void(Exchange&, const Outcome&)>& reply) {
  // The context, and with it the compiled flow, must outlive the message even when the flow is redeployed meanwhile.
  const std::shared_ptr<FlowContext> context = context_;
  InFlight::Flight flight(context->in_flight);
  if (!flight.isAdmitted()) throw FlowStopped(flowId());
  const std::shared_ptr<Run> run = beginRun(inbound);
  const bool logged = run->level() != LogLevel::None;
  if (logged) {
    context->log.begin(run);
    flight.canBeAbandoned(run);
  }

  Exchange exchange(*run);
  Outcome outcome = drive(exchange, prepare);
  if (reply) reply(exchange, outcome);

  if (logged && flight.finish()) {
    context->log.finish(run, summarize(exchange, outcome, inbound), context->clock.now());
  }
  return outcome;
}

std::shared_ptr<Run> MessageDriver::beginRun(const Inbound& inbound) const {
  const FlowModel& flow = context_->flow->model();
  Run::Identity identity{
      .message_id = inbound.message_id.empty() ? makeMessageId(context_->clock.now()) : inbound.message_id,
      .correlation_id = inbound.correlation_id,
      .predecessor_id = inbound.predecessor_id,
      .flow_id = flow.id,
      .flow_name = flow.name,
      .decision = inbound.decision,
      .caller_waits = inbound.caller_waits};
  if (identity.correlation_id.empty()) {
    // Where both ids are ours they stand at one place of the log.
    identity.correlation_id =
        inbound.message_id.empty() ? makeSiblingId(identity.message_id) : makeMessageId(context_->clock.now());
  }
  return std::make_shared<Run>(std::move(identity), levelFor(inbound.log_level, context_->level), context_->clock);
}

Outcome MessageDriver::drive(Exchange& exchange, const std::function<void(Exchange&)>& prepare) const {
  const std::string& message_id = exchange.run().identity().message_id;
  exchange.headers().set(kMessageIdName, message_id);
  exchange.properties().set(kMessageIdName, message_id);
  try {
    if (prepare) prepare(exchange);
    (void)entry_.body->process(exchange);
    if (exchange.escalation().empty()) exchange.run().complete();
  } catch (const FlowError& error) {
    exchange.run().noteError(error.describe(), exchange.run().lastErrorStep());
    return {RunStatus::Failed, std::make_shared<const FlowError>(error)};
  } catch (const std::exception& error) {
    const FlowError ours(error_class::kRuntime, error.what());
    exchange.run().noteError(ours.describe(), {});
    return {RunStatus::Failed, std::make_shared<const FlowError>(ours)};
  }
  if (exchange.escalation().empty()) return {RunStatus::Completed, nullptr};
  if (exchange.exception()) return {RunStatus::Escalated, exchange.exception()};
  return {RunStatus::Escalated,
          std::make_shared<const FlowError>("com.sap.it.rt.escalation.EscalationException",
                                            "The message was escalated: " + exchange.escalation())};
}

RunSummary MessageDriver::summarize(const Exchange& exchange, const Outcome& outcome, const Inbound& inbound) const {
  const Headers& headers = exchange.headers();
  RunSummary summary{.status = outcome.status,
                     .sender = headers.text("SAP_Sender"),
                     .receiver = headers.text("SAP_Receiver"),
                     .application_id = shortened(headers.text("SAP_ApplicationID"), kLongestApplicationId),
                     .message_type = shortened(headers.text("SAP_MessageType"), kLongestMessageType),
                     .custom_status = exchange.properties().text("SAP_MessageProcessingLogCustomStatus"),
                     .error = {}};
  if (summary.sender.empty()) summary.sender = inbound.sender.empty() ? entry_.sender_name : inbound.sender;
  if (outcome.status != RunStatus::Completed) summary.error = exchange.run().lastError();
  if (summary.error.empty() && outcome.error) summary.error = outcome.error->describe();
  return summary;
}

}  // namespace iflowsim
