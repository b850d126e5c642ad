#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Runs a local process on the same exchange.
class ProcessCall final : public Step {
 public:
  explicit ProcessCall(const Step& process) : process_(process) {}

  Signal process(Exchange& exchange) const override { return process_.process(exchange); }
  bool mayBlock() const override { return process_.mayBlock(); }

 private:
  const Step& process_;
};

StepPtr build(BuildContext& context, const Node& node) {
  const Step* process = context.localProcess(node, node.properties.get("processId"));
  return process == nullptr ? nullptr : std::make_shared<ProcessCall>(*process);
}

}  // namespace

void register_process_call(StepRegistry& registry);
void register_process_call(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Process Call";
  spec.summary = "Runs a local integration process on the message.";
  spec.properties = {{.name = "processId", .meaning = "Id of the local integration process", .required = true}};
  spec.kinds = {"ProcessCallElement"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
