#include <memory>
#include <utility>

#include "adapters/rfc/rfc_config.h"
#include "adapters/rfc/rfc_receiver.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_rfc(AdapterRegistry& registry);

namespace {

std::unique_ptr<Receiver> buildReceiver(BuildContext& build, const Channel& channel) {
  auto config = readRfcConfig(build, channel);
  if (!config) return nullptr;
  return std::make_unique<RfcReceiver>(*std::move(config), build.services());
}

}  // namespace

void register_rfc(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "RFC receiver";
  spec.summary = "Calls a function of an ABAP system and makes its reply the message.";
  spec.fidelity = Fidelity::Stubbed;
  spec.difference =
      "There is no RFC client: stubs alone answer, by destination and function, whatever the tenant allows. Their "
      "reply is taken as it is, and parameters are not checked against the function. Send Confirm Transaction and "
      "Create New "
      "Connection have no effect.";
  spec.properties = rfcReceiverProperties();
  spec.type = "RFC";
  spec.direction = Direction::Receiver;
  spec.build_receiver = buildReceiver;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
