#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Sends a copy of the message and goes on with the message unchanged.
class Send final : public Step {
 public:
  explicit Send(std::shared_ptr<const Receiver> receiver) : receiver_(std::move(receiver)) {}

  Signal process(Exchange& exchange) const override {
    Exchange sent = exchange;
    receiver_->call(sent);
    return Signal::Continue;
  }

  bool mayBlock() const override { return receiver_->mayBlock(); }

 private:
  std::shared_ptr<const Receiver> receiver_;
};

/// Adapters that always reply cannot be used here. Source: runtime-behaviour 2.5.
bool refusesProcessDirect(BuildContext& context, const Node& node) {
  for (const Channel* channel : context.flow().channelsOf(node.id)) {
    if (channel->type != "ProcessDirect") continue;
    context.report(Severity::Error, "CALL-004", node, "A Send step cannot use a ProcessDirect channel.",
                   "Use a Request Reply step.");
    return true;
  }
  return false;
}

StepPtr build(BuildContext& context, const Node& node) {
  if (refusesProcessDirect(context, node)) return nullptr;
  auto receiver = context.receiverOf(node);
  if (receiver) return std::make_shared<Send>(std::move(receiver));
  if (context.flow().channelsOf(node.id).empty()) {
    context.report(Severity::Error, "CALL-003", node, "No receiver channel is attached.",
                   "Connect the step with a receiver.");
  }
  return nullptr;
}

}  // namespace

void register_send(StepRegistry& registry);
void register_send(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Send";
  spec.summary = "Sends the message to a receiver and goes on with it unchanged.";
  spec.kinds = {"Send"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
