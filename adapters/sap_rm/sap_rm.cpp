#include <memory>
#include <utility>

#include "adapters/sap_rm/sap_rm_config.h"
#include "adapters/sap_rm/sap_rm_endpoint.h"
#include "adapters/sap_rm/sap_rm_receiver.h"
#include "adapters/shared/endpoint_sender.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_sap_rm(AdapterRegistry& registry);

namespace {

constexpr const char* kProtocol = "Plain SOAP";

std::unique_ptr<Sender> buildSender(BuildContext& build, const Channel& channel) {
  auto config = readSapRmSender(build, channel);
  if (!config) return nullptr;
  const EndpointAddress address = cxfAddress(config->address);
  return std::make_unique<EndpointSender>(build.services().endpoints, address,
                                          [config = std::move(config)](std::shared_ptr<FlowRunner> runner) {
                                            return std::make_shared<SapRmEndpoint>(config, std::move(runner));
                                          });
}

std::unique_ptr<Receiver> buildReceiver(BuildContext& build, const Channel& channel) {
  auto config = readSapRmReceiver(build, channel);
  if (!config) return nullptr;
  return std::make_unique<SapRmReceiver>(*std::move(config), build.services());
}

AdapterSpec senderSpec() {
  AdapterSpec spec;
  spec.name = "SOAP SAP RM sender";
  spec.summary = "Takes one-way messages by SAP RM, with an id, a quality of service and a queue.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "Requests are not checked against the schemas of the WSDL.";
  spec.properties = sapRmSenderProperties();
  spec.direction = Direction::Sender;
  spec.build_sender = buildSender;
  return spec;
}

AdapterSpec receiverSpec() {
  AdapterSpec spec;
  spec.name = "SOAP SAP RM receiver";
  spec.summary = "Sends one-way messages by SAP RM, with an id, a quality of service and a queue.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Authentication other than None and Basic is not carried out: stubs answer without it, calls to real addresses "
      "fail. The id always travels in the query of the address.";
  spec.properties = sapRmReceiverProperties();
  spec.direction = Direction::Receiver;
  spec.build_receiver = buildReceiver;
  return spec;
}

}  // namespace

void register_sap_rm(AdapterRegistry& registry) {
  for (AdapterSpec spec : {senderSpec(), receiverSpec()}) {
    spec.type = "SOAP";
    spec.protocol = kProtocol;
    registry.add(std::move(spec));
  }
}

}  // namespace iflowsim
