#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

class TerminateEndEvent final : public Step {
 public:
  Signal process(Exchange&) const override { return Signal::Stop; }
};

StepPtr build(BuildContext&, const Node&) {
  return std::make_shared<TerminateEndEvent>();
}

}  // namespace

void register_terminate_end_event(StepRegistry& registry);
void register_terminate_end_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Terminate Message Event";
  spec.summary = "Stops the whole message at once; status COMPLETED, the reply is the message as it is.";
  spec.kinds = {"TerminateEndEvent"};
  spec.ends_path = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
