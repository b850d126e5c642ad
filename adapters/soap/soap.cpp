#include "adapters/shared/endpoint_sender.h"
#include "adapters/soap/soap_endpoint.h"
#include "adapters/soap/soap_receiver.h"
#include "adapters/soap/soap_sender_config.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  auto config = readSoapSenderConfig(build, channel);
  if (!config) return nullptr;
  const EndpointAddress address = cxfAddress(config->address);
  return std::make_unique<EndpointSender>(
      build.services().endpoints, address,
      [config = std::move(config), &services = build.services()](std::shared_ptr<FlowRunner> runner) {
        return std::make_shared<SoapEndpoint>(config, std::move(runner), services);
      });
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
