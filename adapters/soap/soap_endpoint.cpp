#include "adapters/soap/soap_endpoint.h"

#include <utility>

#include "adapters/shared/http_inbound.h"
#include "adapters/shared/http_outbound.h"
#include "adapters/shared/soap/ws_addressing.h"
#include "adapters/shared/soap_channel/soap_requests.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

const OpaqueValue* headerListOf(const Exchange& exchange) {
  const auto* object = exchange.headers().get(kSoapHeaderList).as<std::shared_ptr<const OpaqueValue>>();
  return object == nullptr ? nullptr : object->get();
}

}  // namespace

/// One request on its way through the endpoint.
struct SoapEndpoint::Call {
  HttpRequest request;
  const Principal& caller;
  SoapVersion version;
  /// None when the request is too large to be read.
  std::optional<SoapMessage> message = {};
  std::vector<SoapHeader> headers = {};
  std::optional<WsAddressing> addressing = {};
  bool one_way = false;
  /// The header list the flow was given: as long as it is in the message, the flow has written none of its own.
  const OpaqueValue* given_headers = nullptr;
};

const std::vector<std::string>& SoapEndpoint::methods() const {
  static const std::vector<std::string> methods{"GET", "POST"};
  return methods;
}

void SoapEndpoint::serve(HttpRequest request, const Principal& caller, const ReplySink& reply) {
  if (request.method == "GET") return reply(publishContract(*config_->service, request));
  Call call{.request = std::move(request), .caller = caller, .version = SoapVersion::V11};
  call.version = spokenVersion(call.request);
  try {
    auto message = readSoapRequest(*config_, call.request);
    if (!message) return reply(fault(call, message.error()));
    call.message = std::move(*message);
  } catch (const FlowError&) {
    return reply(tooLarge(std::move(call.request), caller));
  }
  call.version = call.message->document.version();
  if (const auto checked = check(call); !checked) return reply(fault(call, checked.error()));
  process(call, reply);
}

HttpReply SoapEndpoint::tooLarge(HttpRequest head, const Principal& caller) {
  Call call{.request = std::move(head), .caller = caller, .version = SoapVersion::V11};
  call.version = spokenVersion(call.request);
  HttpReply reply;
  runner_->run(
      readInbound(*config_, call.request), [&](Exchange&) { throw bodyTooLarge(*config_); },
      [&](Exchange& exchange, const Outcome& outcome) { reply = answer(call, exchange, outcome); });
  return reply;
}

tl::expected<void, SoapFault> SoapEndpoint::check(Call& call) const {
  SoapDocument& document = call.message->document;
  if (config_->security) {
    const auto opened = openMessage(document, config_->security->demand, services_.keystore, services_.clock);
    if (!opened) return tl::unexpected(opened.error());
  }
  call.headers = document.headers();
  std::vector<SoapHeader> unknown = call.headers;
  if (config_->addressing) {
    call.addressing = readAddressing(call.headers);
    removeAddressing(unknown);
  }
  if (auto not_understood = findNotUnderstood(unknown)) return tl::unexpected(*std::move(not_understood));
  call.one_way = config_->one_way;
  if (!config_->has_wsdl) return {};
  const auto operation = operationOf(*call.message, *config_->service);
  if (!operation) return tl::unexpected(operation.error());
  call.one_way = (*operation)->one_way;
  return {};
}

void SoapEndpoint::process(Call& call, const ReplySink& reply) {
  const bool answers_first = call.one_way && config_->answers_first;
  HttpReply made{.status = 500};
  runner_->run(
      readInbound(*config_, call.request),
      [&](Exchange& exchange) {
        // Not earlier: a flow that was stopped meanwhile has no message, and its caller no answer yet.
        if (answers_first) reply(acceptedReply(*config_));
        fill(call, exchange);
      },
      [&](Exchange& exchange, const Outcome& outcome) { made = answer(call, exchange, outcome); });
  if (!answers_first) reply(std::move(made));
}

void SoapEndpoint::fill(Call& call, Exchange& exchange) const {
  SoapMessage& message = *call.message;
  Headers& headers = exchange.headers();
  addAllowedHeaders(*config_, call.request, headers);
  if (!message.action.empty()) headers.set("SOAPAction", message.action);
  setCaller(*config_, call.caller, headers);
  setSoapHeaders(headers, std::move(call.headers));
  call.given_headers = headerListOf(exchange);
  exchange.attachments() = std::move(message.attachments);
  exchange.setBody(std::move(message.document).takePayload());
}

HttpReply SoapEndpoint::answer(const Call& call, Exchange& exchange, const Outcome& outcome) const {
  if (outcome.status == RunStatus::Failed || outcome.status == RunStatus::Escalated) {
    Run& run = exchange.run();
    if (outcome.error) run.noteError(inboundErrorText(config_->address, *outcome.error), run.lastErrorStep());
    return fault(call, faultOf(*config_, exchange, outcome));
  }
  HttpReply reply;
  reply.status = askedStatus(exchange.headers()).value_or(200);
  if (call.one_way) reply.status = 202;
  addReturnedHeaders(*config_, exchange, reply);
  if (reply.status == 202) return reply;
  try {
    SoapPacket packet = writeSoapMessage(call.version, envelope(call, exchange), exchange.attachments());
    reply.headers.set("Content-Type", packet.content_type);
    reply.body = std::move(packet.body);
  } catch (const FlowError& error) {
    exchange.run().noteError(inboundErrorText(config_->address, error), {});
    const Outcome failed{RunStatus::Failed, std::make_shared<const FlowError>(error)};
    return fault(call, faultOf(*config_, exchange, failed));
  }
  return reply;
}

std::string SoapEndpoint::envelope(const Call& call, const Exchange& exchange) const {
  std::vector<SoapHeader> headers;
  if (headerListOf(exchange) == nullptr || headerListOf(exchange) != call.given_headers) {
    headers = soapHeaders(exchange.headers());
  }
  if (call.addressing) {
    removeAddressing(headers);
    auto reply = replyAddressing(*call.addressing, call.addressing->action + "Response");
    headers.insert(headers.begin(), std::make_move_iterator(reply.begin()), std::make_move_iterator(reply.end()));
  }
  std::string text = writeEnvelope(call.version, headers, soapPayload(exchange.body()));
  if (!config_->security) return text;
  WssProtection protection = config_->security->protection;
  protection.signing_alias = config_->security->signing_alias.evaluate(exchange);
  protection.encryption_alias = config_->security->encryption_alias.evaluate(exchange);
  return protectMessage(std::move(text), protection, services_.keystore, services_.clock);
}

HttpReply SoapEndpoint::fault(const Call& call, const SoapFault& fault) const {
  log::info("SOAP request answered by a fault",
            {{"flow", flowId()}, {"path", call.request.path}, {"fault", fault.reason}});
  return faultReply(*config_, call.version, fault);
}

}  // namespace iflowsim
