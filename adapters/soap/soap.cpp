#include "adapters/soap/soap_endpoint.h"
#include "adapters/soap/soap_receiver.h"
#include "adapters/soap/soap_sender_config.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

class SoapSender final : public Sender {
 public:
  SoapSender(std::shared_ptr<const SoapSenderConfig> config, const Services& services)
      : config_(std::move(config)), services_(services) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    auto endpoint = std::make_shared<SoapEndpoint>(config_, std::move(runner), services_);
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
  std::shared_ptr<const SoapSenderConfig> config_;
  const Services& services_;
  std::shared_ptr<SoapEndpoint> endpoint_;
};

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  auto config = readSoapSenderConfig(build, channel);
  if (!config) return nullptr;
  return std::make_unique<SoapSender>(std::move(config), build.services());
}

}  // namespace

void register_soap(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "SOAP 1.x sender";
  spec.summary = "Serves a SOAP 1.1 and 1.2 service; the caller waits for the reply of the flow, or sends one way.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Requests are not checked against the schemas of the WSDL. WS-Addressing replies go back on the caller's "
      "connection whatever ReplyTo says. The setting Save Incoming Signed Message has no effect.";
  spec.properties = soapSenderProperties();
  spec.type = "SOAP";
  spec.direction = Direction::Sender;
  spec.build_sender = build;
  registry.add(std::move(spec));
  addSoapReceiver(registry);
}

}  // namespace iflowsim
