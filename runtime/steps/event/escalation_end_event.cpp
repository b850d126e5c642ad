#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Marks the message as escalated and ends it.
class EscalationEndEvent final : public Step {
 public:
  explicit EscalationEndEvent(std::string category) : category_(std::move(category)) {}

  Signal process(Exchange& exchange) const override {
    exchange.run().addStepProperty("EscalationEvent", category_);
    exchange.setEscalation(category_);
    return Signal::Stop;
  }

 private:
  std::string category_;
};

/// In a local process that runs normally the caller goes on; only the log knows.
class LocalEscalationEndEvent final : public Step {
 public:
  explicit LocalEscalationEndEvent(std::string category) : category_(std::move(category)) {}

  Signal process(Exchange& exchange) const override {
    exchange.run().addStepProperty("EscalationEvent", category_);
    return Signal::Continue;
  }

 private:
  std::string category_;
};

StepPtr build(BuildContext& context, const Node& node) {
  const std::string given = node.event_properties.get("ErrorCode");
  const std::string category = given.empty() ? "Others" : given;
  const auto around = context.surroundings();
  if (around.local_process && !around.exception_subprocess) return std::make_shared<LocalEscalationEndEvent>(category);
  return std::make_shared<EscalationEndEvent>(category);
}

}  // namespace

void register_escalation_end_event(StepRegistry& registry);
void register_escalation_end_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Escalation End Event";
  spec.summary = "Ends the message with status ESCALATED; in a local process without an exception the caller goes on.";
  spec.properties = {{.name = "ErrorCode", .meaning = "Category of the escalation", .default_value = "Others"}};
  spec.kinds = {"EscalationEndEvent"};
  spec.ends_path = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
