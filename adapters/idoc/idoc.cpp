#include "adapters/idoc/db_ids.h"
#include "adapters/idoc/idoc_config.h"
#include "adapters/idoc/idoc_endpoint.h"
#include "adapters/idoc/idoc_receiver.h"
#include "adapters/shared/soap/soap_http.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

class IdocSender final : public Sender {
 public:
  IdocSender(std::shared_ptr<const IdocSenderConfig> config, std::shared_ptr<DbIds> ids, const Services& services)
      : config_(std::move(config)), ids_(std::move(ids)), services_(services) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    auto endpoint = std::make_shared<IdocEndpoint>(config_, std::move(runner), ids_, services_.clock);
    auto added = services_.endpoints.add(cxfAddress(config_->address), endpoint);
    if (added) endpoint_ = std::move(endpoint);
    return added;
  }

  void stop() override {
    if (endpoint_) services_.endpoints.remove(*endpoint_);
    endpoint_.reset();
  }

  std::vector<std::string> addresses() const override { return {cxfAddress(config_->address).path}; }
  std::vector<EndpointAddress> endpointAddresses() const override { return {cxfAddress(config_->address)}; }

 private:
  std::shared_ptr<const IdocSenderConfig> config_;
  std::shared_ptr<DbIds> ids_;
  const Services& services_;
  std::shared_ptr<IdocEndpoint> endpoint_;
};

AdapterSpec sender() {
  AdapterSpec spec;
  spec.name = "IDoc sender";
  spec.summary =
      "Serves an address for IDocs over SOAP; the caller gets the number of each IDoc once the flow has run.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Documents that say they are XML 1.1 are read by the rules of XML 1.0. How ARCKEY names the queue of messages in "
      "order is assumed. A message that comes again is processed again.";
  spec.properties = idocSenderProperties();
  spec.type = "IDOC";
  spec.direction = Direction::Sender;
  spec.build_sender = [ids = std::make_shared<DbIds>()](BuildContext& build,
                                                        const Channel& channel) -> std::unique_ptr<Sender> {
    auto config = readIdocSenderConfig(build, channel);
    if (!config) return nullptr;
    return std::make_unique<IdocSender>(std::move(config), ids, build.services());
  };
  return spec;
}

AdapterSpec receiver() {
  AdapterSpec spec;
  spec.name = "IDoc receiver";
  spec.summary = "Sends IDocs over SOAP and makes the reply, the number of each IDoc, the message.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Authentication other than None and Basic is not carried out: stubs answer without it, calls to real addresses "
      "fail. Attachments are not sent, and neither is the queue of messages in order. Mapped message ids are kept for "
      "each "
      "channel.";
  spec.properties = idocReceiverProperties();
  spec.type = "IDOC";
  spec.direction = Direction::Receiver;
  spec.build_receiver = [](BuildContext& build, const Channel& channel) -> std::unique_ptr<Receiver> {
    auto config = readIdocReceiverConfig(build, channel);
    if (!config) return nullptr;
    return std::make_unique<IdocReceiver>(std::move(config), build.services());
  };
  return spec;
}

}  // namespace

void register_idoc(AdapterRegistry& registry) {
  registry.add(sender());
  registry.add(receiver());
}

}  // namespace iflowsim
