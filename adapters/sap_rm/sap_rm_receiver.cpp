#include "adapters/sap_rm/sap_rm_receiver.h"

#include <optional>
#include <string>

#include "adapters/shared/soap_channel/soap_call.h"
#include "runtime/base/text.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

void SapRmReceiver::call(Exchange& exchange) const {
  notingHints(exchange.run(), [&] {
    const SapRmCall protocol = protocolOf(exchange);
    OutboundRequest request = makeOutboundRequest(config_.channel, exchange, services_);
    request.url = withSapRmParameters(request.url, protocol);
    const std::string envelope =
        writeEnvelope(SoapVersion::V11, soapHeaders(exchange.headers()), soapPayload(exchange.body()));
    putSoapContent(request, exchange, envelope, config_.soap_action);
    const HttpReply reply = callOut(config_.channel, services_, request, exchange);
    readSoapReply(request, reply, exchange);
    takeSoapReply(std::nullopt, reply, exchange);
  });
}

SapRmCall SapRmReceiver::protocolOf(const Exchange& exchange) const {
  const Headers& headers = exchange.headers();
  SapRmCall call{.message_id = ids_.idOf(exchange),
                 .quality = std::string(trim(headers.text("SapPlainSoapQoS"))),
                 .queue = std::string(trim(headers.text("SapPlainSoapQueueId")))};
  if (call.quality == "ExactlyOnceInOrder" && call.queue.empty()) {
    throw FlowError("java.lang.IllegalStateException",
                    "Header SapPlainSoapQoS is ExactlyOnceInOrder, but header SapPlainSoapQueueId is empty. Set the "
                    "queue before the call, or remove SapPlainSoapQoS.");
  }
  return call;
}

}  // namespace iflowsim
