#pragma once

#include <memory>

#include "runtime/message/exchange.h"

namespace iflowsim {

/// Whether the rest of the message goes on after a step.
enum class Signal {
  Continue,
  /// The whole message ends here with what it now holds (terminate, or a handled exception of a local process).
  Stop,
};

/// A compiled piece of a flow: a step, or a step that owns its branches. Immutable and shared by all messages; called
/// from several threads at once. Everything about one message is in its exchange.
class Step {
 public:
  virtual ~Step() = default;

  /// Works on the exchange. Throws FlowError when the message fails here.
  [[nodiscard]] virtual Signal process(Exchange& exchange) const = 0;

  /// Whether a call may wait for something outside the process (receiver call, script, durable store). Decides whether
  /// a message runs on the reactor's thread or on a worker. Constant after build.
  virtual bool mayBlock() const { return false; }
};

using StepPtr = std::shared_ptr<const Step>;

}  // namespace iflowsim
