#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

/// Ends the path; with a channel, the message is sent first and the receiver's reply is the flow's reply.
class MessageEndEvent final : public Step {
 public:
  explicit MessageEndEvent(std::shared_ptr<const Receiver> receiver) : receiver_(std::move(receiver)) {}

  Signal process(Exchange& exchange) const override {
    if (receiver_) receiver_->call(exchange);
    return Signal::Continue;
  }

  bool mayBlock() const override { return receiver_ && receiver_->mayBlock(); }

 private:
  std::shared_ptr<const Receiver> receiver_;
};

StepPtr build(BuildContext& context, const Node& node) {
  return std::make_shared<MessageEndEvent>(context.receiverOf(node));
}

}  // namespace

void register_message_end_event(StepRegistry& registry);
void register_message_end_event(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "End Message Event";
  spec.summary = "Ends the process with the message as it is, after sending it through the channel if there is one.";
  spec.kinds = {"MessageEndEvent"};
  spec.ends_path = true;
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
