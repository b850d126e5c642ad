#include "adapters/process_direct/direct_receiver.h"
#include "adapters/process_direct/direct_sender.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_process_direct(AdapterRegistry& registry);

void register_process_direct(AdapterRegistry& registry) {
  AdapterSpec sender;
  sender.name = "ProcessDirect sender";
  sender.summary = "Runs the flow for other flows of the tenant, which wait for its reply.";
  sender.properties = {
      {.name = "address", .meaning = "Address of the flow; letters, digits and _ - /", .required = true}};
  sender.type = "ProcessDirect";
  sender.direction = Direction::Sender;
  sender.build_sender = buildDirectSender;
  registry.add(std::move(sender));

  AdapterSpec receiver;
  receiver.name = "ProcessDirect receiver";
  receiver.summary = "Calls another flow of the tenant and goes on with its reply.";
  receiver.properties = {
      {.name = "address", .meaning = "Address of the flow to call; may hold expressions", .required = true}};
  receiver.type = "ProcessDirect";
  receiver.direction = Direction::Receiver;
  receiver.build_receiver = buildDirectReceiver;
  registry.add(std::move(receiver));
}

}  // namespace iflowsim
