#include "adapters/idoc/db_ids.h"
#include "adapters/idoc/idoc_config.h"
#include "adapters/idoc/idoc_endpoint.h"
#include "adapters/idoc/idoc_receiver.h"
#include "adapters/shared/endpoint_sender.h"
#include "adapters/shared/soap/soap_http.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

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
    const EndpointAddress address = cxfAddress(config->address);
    return std::make_unique<EndpointSender>(
        build.services().endpoints, address,
        [config = std::move(config), ids, &clock = build.services().clock](std::shared_ptr<FlowRunner> runner) {
          return std::make_shared<IdocEndpoint>(config, std::move(runner), ids, clock);
        });
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
      "fail. Attachments are not sent, and neither is the queue of messages in order. Mapped message ids belong to one "
      "channel each.";
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
