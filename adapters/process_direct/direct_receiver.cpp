#include "adapters/process_direct/direct_receiver.h"

#include <string>
#include <utility>

#include "adapters/process_direct/direct_address.h"
#include "runtime/spi/endpoint.h"

namespace iflowsim {

namespace {

/// Class from observed-samples 66, text after observed-samples 106.
FlowError noConsumer(std::string_view address, const Exchange& exchange) {
  if (address.starts_with('/')) address.remove_prefix(1);
  return FlowError(
      "org.apache.camel.component.directvm.DirectVmConsumerNotAvailableException",
      "No consumers available on endpoint: direct-vm://" + std::string(address) + ". Exchange[" + exchange.id() + ']');
}

class DirectReceiver final : public Receiver {
 public:
  /// Without an expression the address is that text.
  DirectReceiver(std::string address, ExpressionPtr expression, const DirectTable& table)
      : address_(std::move(address)), expression_(std::move(expression)), table_(table) {}

  void call(Exchange& exchange) const override {
    const std::string address = expression_ ? directAddress(expression_->evaluate(exchange).toText()) : address_;
    const std::shared_ptr<DirectConsumer> consumer = table_.find(address);
    if (consumer == nullptr) throw noConsumer(address, exchange);
    consumer->call(exchange);
  }

 private:
  std::string address_;
  ExpressionPtr expression_;
  const DirectTable& table_;
};

}  // namespace

std::unique_ptr<Receiver> buildDirectReceiver(BuildContext& build, const Channel& channel) {
  const std::string& text = channel.properties.get("address");
  const DirectTable& table = build.services().direct;
  if (text.find("${") != std::string::npos) {
    ExpressionPtr expression = build.expression("simple", text, channel);
    if (expression == nullptr) return nullptr;
    return std::make_unique<DirectReceiver>(std::string(), std::move(expression), table);
  }
  if (const auto address = parseDirectAddress(text); !address) {
    // The product deploys such a flow too; only the call fails.
    build.report(Severity::Warning, "DIRECT-003", channel, address.error().text + " No consumer can be reached by it.",
                 "Enter the address of the flow to call. If it is an externalized parameter, configure its value.");
  }
  return std::make_unique<DirectReceiver>(directAddress(text), nullptr, table);
}

}  // namespace iflowsim
