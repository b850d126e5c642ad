#include "adapters/process_direct/direct_sender.h"

#include <utility>

#include "adapters/process_direct/direct_address.h"
#include "adapters/shared/allowed_headers.h"
#include "runtime/base/text.h"
#include "runtime/spi/endpoint.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "SAP_MessageProcessingLogID";
/// Flows that call each other in a circle end here and not in an exhausted stack.
constexpr int kDeepestCall = 50;

/// Counts the calls that wait for each other on this thread: a ProcessDirect call runs on its caller's thread.
class CallDepth {
 public:
  CallDepth() { ++depth(); }
  CallDepth(const CallDepth&) = delete;
  CallDepth& operator=(const CallDepth&) = delete;
  ~CallDepth() { --depth(); }

  static int& depth() {
    thread_local int depth = 0;
    return depth;
  }
};

struct DirectConfig {
  std::string address;
  std::string sender;
  AllowedHeaders allowed_headers;
};

class Consumer final : public DirectConsumer {
 public:
  Consumer(std::shared_ptr<const DirectConfig> config, std::shared_ptr<FlowRunner> runner)
      : config_(std::move(config)), runner_(std::move(runner)) {}

  bool mayBlock() const override { return runner_->mayBlock(); }

  void call(Exchange& caller) override {
    if (CallDepth::depth() >= kDeepestCall) {
      throw FlowError("com.sap.it.rt.adapter.processdirect.exceptions.ProcessDirectException",
                      "ProcessDirect calls wait for each other " + std::to_string(kDeepestCall) +
                          " deep, the last one to " + config_->address + " (flow " + runner_->flowId() +
                          "). Flows seem to call each other in a circle; end it with a condition.");
    }
    const CallDepth depth;
    const bool waits = caller.run().identity().caller_waits;
    const Outcome outcome = runner_->run(
        inboundOf(caller), [&](Exchange& mine) { fill(mine, caller); },
        [&](Exchange& mine, const Outcome& end) {
          if (isGood(end, waits)) handBack(mine, caller);
        });
    if (!isGood(outcome, waits)) throw FlowError(*outcome.error);
  }

 private:
  /// An escalation is an error only where somebody waits for the reply of the first flow (runtime-behaviour 2.5).
  static bool isGood(const Outcome& outcome, bool caller_waits) {
    return outcome.error == nullptr || (outcome.status == RunStatus::Escalated && !caller_waits);
  }

  Inbound inboundOf(const Exchange& caller) const {
    const Run::Identity& identity = caller.run().identity();
    Inbound inbound;
    inbound.correlation_id = identity.correlation_id;
    inbound.predecessor_id = identity.message_id;
    inbound.sender = config_->sender;
    inbound.caller_waits = identity.caller_waits;
    return inbound;
  }

  void fill(Exchange& mine, const Exchange& caller) const {
    for (const auto& [name, value] : caller.headers()) {
      if (equalsIgnoreCase(name, kMessageId)) continue;
      if (config_->allowed_headers.allows(name)) mine.headers().set(name, value);
    }
    mine.setBody(caller.body());
    mine.attachments() = caller.attachments();
  }

  static void handBack(Exchange& mine, Exchange& caller) {
    for (const auto& [name, value] : mine.headers()) {
      if (!equalsIgnoreCase(name, kMessageId)) caller.headers().set(name, value);
    }
    caller.setBody(mine.body());
    caller.attachments() = mine.attachments();
  }

  std::shared_ptr<const DirectConfig> config_;
  std::shared_ptr<FlowRunner> runner_;
};

class DirectSender final : public Sender {
 public:
  DirectSender(std::shared_ptr<const DirectConfig> config, DirectTable& table)
      : config_(std::move(config)), table_(table) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    auto consumer = std::make_shared<Consumer>(config_, std::move(runner));
    auto added = table_.add(config_->address, consumer);
    if (added) consumer_ = std::move(consumer);
    return added;
  }

  void stop() override {
    if (consumer_) table_.remove(*consumer_);
    consumer_.reset();
  }

  std::vector<std::string> addresses() const override { return {"direct-vm:/" + config_->address}; }

 private:
  std::shared_ptr<const DirectConfig> config_;
  DirectTable& table_;
  std::shared_ptr<Consumer> consumer_;
};

}  // namespace

std::unique_ptr<Sender> buildDirectSender(BuildContext& build, const Channel& channel) {
  auto address = parseDirectAddress(channel.properties.get("address"));
  if (!address) {
    build.report(Severity::Error, address.error().code, channel, address.error().text,
                 "Give the channel an address such as '/orders'; letters, digits and _ - / are allowed. If it is an "
                 "externalized parameter, configure its value.");
    return nullptr;
  }
  auto config = std::make_shared<DirectConfig>();
  config->address = std::move(*address);
  config->sender = channel.participant;
  config->allowed_headers = readAllowedHeaders(build, channel);
  return std::make_unique<DirectSender>(std::move(config), build.services().direct);
}

}  // namespace iflowsim
