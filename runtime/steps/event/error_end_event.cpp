#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Raises an exception. In an exception subprocess it is the one being dealt with, so that the log keeps its text.
/// Source: runtime-behaviour 4.10, observed-samples 65.
class ErrorEndEvent final : public Step {
 public:
  explicit ErrorEndEvent(std::string name) : name_(std::move(name)) {}

  Signal process(Exchange& exchange) const override {
    if (exchange.exception()) throw FlowError(*exchange.exception());
    throw FlowError("com.sap.esb.camel.error.handler.ErrorEventException", "Error event '" + name_ + "' was raised");
  }

 private:
  std::string name_;
};

StepPtr build(BuildContext&, const Node& node) {
  return std::make_shared<ErrorEndEvent>(node.name);
}

}  // namespace

void register_error_end_event(StepRegistry& registry);
void register_error_end_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Error End Event";
  spec.summary = "Fails the process; its own exception subprocess deals with the failure.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "The text of the exception raised outside of an exception subprocess is ours.";
  spec.kinds = {"ErrorEndEvent"};
  spec.ends_path = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
