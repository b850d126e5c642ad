#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Calls a receiver and goes on with its reply.
class RequestReply final : public Step {
 public:
  explicit RequestReply(std::shared_ptr<const Receiver> receiver) : receiver_(std::move(receiver)) {}

  Signal process(Exchange& exchange) const override {
    receiver_->call(exchange);
    return Signal::Continue;
  }

  bool mayBlock() const override { return receiver_->mayBlock(); }

 private:
  std::shared_ptr<const Receiver> receiver_;
};

StepPtr build(BuildContext& context, const Node& node) {
  auto receiver = context.receiverOf(node);
  if (receiver) return std::make_shared<RequestReply>(std::move(receiver));
  if (context.flow().channelsOf(node.id).empty()) {
    context.report(Severity::Error, "CALL-002", node, "No receiver channel is attached.",
                   "Connect the step with a receiver.");
  }
  return nullptr;
}

}  // namespace

void register_request_reply(StepRegistry& registry);
void register_request_reply(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Request Reply";
  spec.summary = "Calls a receiver; its reply becomes the message.";
  spec.kinds = {"ExternalCall"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
