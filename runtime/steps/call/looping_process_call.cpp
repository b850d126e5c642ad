#include <optional>

#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Runs a local process, then again as long as the condition holds, up to a maximum.
class LoopingProcessCall final : public Step {
 public:
  struct Options {
    const Step& process;
    PredicatePtr condition;
    int maximum = 0;
    bool throws_at_maximum = false;
    std::string name;
  };
  explicit LoopingProcessCall(Options options) : options_(std::move(options)) {}

  Signal process(Exchange& exchange) const override {
    for (int index = 0; index < options_.maximum; ++index) {
      exchange.properties().set("CamelLoopIndex", index);
      if (options_.process.process(exchange) == Signal::Stop) return Signal::Stop;
      if (!options_.condition->matches(exchange)) return Signal::Continue;
    }
    if (options_.throws_at_maximum) {
      throw FlowError(error_class::kRuntime, "The looping process call '" + options_.name +
                                                 "' reached its maximum of " + std::to_string(options_.maximum) +
                                                 " iterations");
    }
    return Signal::Continue;
  }

  bool mayBlock() const override { return options_.process.mayBlock(); }

 private:
  Options options_;
};

std::optional<int> maximumOf(BuildContext& context, const Node& node) {
  const std::string_view text = trim(node.loop_maximum);
  const auto maximum = numberIn<int>(text);
  if (maximum && *maximum > 0) return maximum;
  context.report(Severity::Error, "LOOP-001", node,
                 "The maximum number of iterations '" + std::string(text) + "' is no positive number.",
                 "Enter a whole number from 1 on.");
  return std::nullopt;
}

StepPtr build(BuildContext& context, const Node& node) {
  const Step* process = context.localProcess(node, node.properties.get("processId"));
  const auto maximum = maximumOf(context, node);
  const bool xml = node.properties.get("expressionType") == "XML";
  const PredicatePtr condition = context.condition(xml ? "xpath" : "simple", node.loop_condition, node);
  if (process == nullptr || !maximum || !condition) return nullptr;
  return std::make_shared<LoopingProcessCall>(
      LoopingProcessCall::Options{.process = *process,
                                  .condition = condition,
                                  .maximum = *maximum,
                                  .throws_at_maximum = node.properties.get("postProcessing") == "throwException",
                                  .name = node.name});
}

}  // namespace

void register_looping_process_call(StepRegistry& registry);
void register_looping_process_call(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Looping Process Call";
  spec.summary = "Runs a local integration process, then again as long as a condition holds.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "The text of the exception at the maximum is ours.";
  spec.properties = {{.name = "processId", .meaning = "Id of the local integration process", .required = true},
                     {.name = "expressionType",
                      .meaning = "Language of the condition",
                      .default_value = "Non XML",
                      .allowed = {"Non XML", "XML"}},
                     {.name = "postProcessing",
                      .meaning = "What happens at the maximum",
                      .default_value = "end",
                      .allowed = {"throwException", "end"}}};
  spec.kinds = {"ProcessCallElement/LoopingProcess"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
