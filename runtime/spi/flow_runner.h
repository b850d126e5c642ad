#pragma once

#include <functional>
#include <memory>
#include <string>

#include "runtime/message/exchange.h"
#include "runtime/message/run.h"

namespace iflowsim {

/// What a sender knows of the message it brings.
struct Inbound {
  /// Correlation id of the caller; empty to start a new one.
  std::string correlation_id;
  /// Message id of the caller's log entry.
  std::string predecessor_id;
  /// SAP_PregeneratedMplId; empty for a new id.
  std::string message_id;
  /// SAP_MessageProcessingLogLevel; empty for the level of the flow.
  std::string log_level;
  /// Name of the sending participant.
  std::string sender;
  /// Record of the decision that let the call in; 0: none.
  std::uint64_t decision = 0;
  /// Somebody waits for the reply, so that an escalation is an error to him; false for timers.
  bool caller_waits = true;
};

/// How a run ended, for the sender to answer its caller.
struct Outcome {
  RunStatus status = RunStatus::Completed;
  /// Null unless the message failed or was escalated.
  std::shared_ptr<const FlowError> error;
};

/// One main process of a deployed flow, ready to run messages. Thread-safe; keeps its compiled flow alive.
class FlowRunner {
 public:
  virtual ~FlowRunner() = default;
  virtual const std::string& flowId() const = 0;
  virtual const std::string& flowName() const = 0;
  virtual bool mayBlock() const = 0;

  /// Makes a message, lets `prepare` fill it, runs the flow on it, lets `reply` read what it became, and writes the
  /// processing log. Failures are in the outcome; `prepare` may throw FlowError: the message then fails before its
  /// first step. Throws FlowStopped, and nothing else, when the flow was stopped before: there is no message then.
  virtual Outcome run(const Inbound& inbound, const std::function<void(Exchange&)>& prepare,
                      const std::function<void(Exchange&, const Outcome&)>& reply) = 0;
};

}  // namespace iflowsim
