#include "adapters/idoc/idoc_receiver.h"

#include <optional>
#include <utility>

#include <libxml/tree.h>

#include "adapters/idoc/archive_key.h"
#include "adapters/idoc/idoc_assigns.h"
#include "adapters/idoc/idoc_document.h"
#include "adapters/shared/soap/soap_document.h"
#include "adapters/shared/soap/xml_nodes.h"
#include "adapters/shared/soap_channel/soap_call.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr const char* kMessageId = "SapMessageId";

FlowError notAnIdocReply(const std::string& url, const HttpReply& reply) {
  return FlowError(error_class::kRuntime,
                   "The reply of " + url +
                       " is no reply to an IDoc: its envelope holds no element named as the IDoc type with 'Response' "
                       "behind it. Check the address, or the stub that answers it.",
                   nullptr, {{"statusCode", std::to_string(reply.status)}, {"responseBody", reply.body.text()}});
}

Value assignMap(const IdocResponse& response) {
  ValueMap entries;
  for (const IdocAssign& assign : response.assigns) entries.emplace_back(assign.transfer_id, Value(assign.db_id));
  return Value::map(std::move(entries));
}

void setResponseHeaders(Headers& headers, const IdocResponse& response) {
  const IdocAssign first = response.assigns.empty() ? IdocAssign{} : response.assigns.front();
  headers.set("SapIDocType", response.type);
  headers.set("SapIDocTransferId", first.transfer_id);
  headers.set("SapIDocDbId", first.db_id);
  headers.set("SapIDocAssignMap", assignMap(response));
}

}  // namespace

void IdocReceiver::call(Exchange& exchange) const {
  notingHints(exchange.run(), [&] {
    const std::string message_id = ids_.idOf(exchange);
    const std::string envelope = writeEnvelope(SoapVersion::V11, {}, payload(exchange, message_id));
    OutboundRequest request = makeOutboundRequest(*config_, exchange, services_);
    putSoapContent(request, exchange, envelope, {});
    const std::string type = config_->exactly_once ? "application/x-sap.idoc" : "text/xml";
    request.headers.set("Content-Type", type + ";charset=UTF-8");
    request.body = Body(envelope);
    exchange.headers().set(kMessageId, message_id);

    const HttpReply reply = callOut(*config_, services_, request, exchange);
    auto message = readSoapReply(request, reply, exchange);
    const bool answered = message.has_value();
    const _xmlNode* root = answered ? soap::firstElement(message->document.body()) : nullptr;
    const auto response = root == nullptr ? std::nullopt : readIdocResponse(root);
    takeSoapReply(std::move(message), reply, exchange);
    if (!answered) return;
    if (!response) throw notAnIdocReply(request.url, reply);
    setResponseHeaders(exchange.headers(), *response);
  });
}

std::string IdocReceiver::payload(const Exchange& exchange, const std::string& message_id) const {
  xmlNodePtr root = xmlDocGetRootElement(exchange.body().xml().native());
  const auto idocs = readIdocs(root);
  if (!idocs) throw FlowError(error_class::kRuntime, "The message body cannot be sent as IDoc. " + idocs.error());
  if (!config_->exactly_once) return soapPayload(exchange.body());
  if (idocs->idocs.size() > 1) {
    throw FlowError(error_class::kRuntime,
                    "The message body holds " + std::to_string(idocs->idocs.size()) +
                        " IDocs, but IDoc content type application/x-sap.idoc sends one. Split the message before the "
                        "call, or set the content type of the channel to text/xml.");
  }
  return withArchiveKey(root, writeArchiveKey(message_id));
}

}  // namespace iflowsim
