#include "tests/support/fake_runner.h"

#include "runtime/base/ids.h"

namespace iflowsim {

Outcome FakeRunner::run(const Inbound& inbound, const std::function<void(Exchange&)>& prepare,
                        const std::function<void(Exchange&, const Outcome&)>& reply) {
  Run::Identity identity;
  identity.message_id = inbound.message_id.empty() ? makeMessageId(clock_.now()) : inbound.message_id;
  identity.correlation_id = inbound.correlation_id.empty() ? identity.message_id : inbound.correlation_id;
  identity.predecessor_id = inbound.predecessor_id;
  identity.flow_id = id_;
  identity.flow_name = name_;
  identity.caller_waits = inbound.caller_waits;
  message_ids_.push_back(identity.message_id);
  inbound_.push_back(inbound);

  Run run(std::move(identity), LogLevel::Info, clock_);
  Exchange exchange(run);
  exchange.headers().set("SAP_MessageProcessingLogID", run.identity().message_id);
  Outcome outcome;
  try {
    prepare(exchange);
    if (flow_) flow_(exchange);
    if (!exchange.escalation().empty()) {
      outcome.status = RunStatus::Escalated;
      outcome.error = std::make_shared<const FlowError>(error_class::kRuntime, "Escalated: " + exchange.escalation());
    }
  } catch (const FlowError& error) {
    outcome.status = RunStatus::Failed;
    outcome.error = std::make_shared<const FlowError>(error);
  }
  outcomes_.push_back(outcome);
  reply(exchange, outcome);
  return outcome;
}

}  // namespace iflowsim
