#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// The end of a local process: its caller goes on.
class EndEvent final : public Step {
 public:
  Signal process(Exchange&) const override { return Signal::Continue; }
};

StepPtr build(BuildContext&, const Node&) {
  return std::make_shared<EndEvent>();
}

}  // namespace

void register_end_event(StepRegistry& registry);
void register_end_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "End Event";
  spec.summary = "Ends a local integration process; the calling process goes on.";
  spec.kinds = {"EndEvent"};
  spec.ends_path = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
