#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Nothing happens at a start: the sender has filled the message. The step marks the beginning in the trace.
class StartEvent final : public Step {
 public:
  Signal process(Exchange&) const override { return Signal::Continue; }
};

StepPtr build(BuildContext&, const Node&) {
  return std::make_shared<StartEvent>();
}

}  // namespace

void register_start_event(StepRegistry& registry);
void register_start_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Start Event";
  spec.summary = "Begins a process: with a message, by a timer, on an error, or by a process call.";
  spec.kinds = {"StartEvent", "MessageStartEvent", "ErrorStartEvent", "TimerStartEvent"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
