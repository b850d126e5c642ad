#include "adapters/sap_rm/sap_rm_endpoint.h"

#include <optional>
#include <utility>

#include "adapters/shared/http_inbound.h"
#include "adapters/shared/http_outbound.h"
#include "adapters/shared/soap_channel/soap_requests.h"
#include "runtime/base/log.h"
#include "runtime/message/run.h"

namespace iflowsim {

/// One request on its way through the endpoint.
struct SapRmEndpoint::Call {
  HttpRequest request;
  const Principal& caller;
  SoapVersion version;
  /// None until the request is read.
  std::optional<SoapMessage> message = {};
  std::vector<SoapHeader> headers = {};
  SapRmCall protocol = {};
};

const std::vector<std::string>& SapRmEndpoint::methods() const {
  static const std::vector<std::string> methods{"GET", "POST"};
  return methods;
}

void SapRmEndpoint::serve(HttpRequest request, const Principal& caller, const ReplySink& reply) {
  if (request.method == "GET") return reply(publishContract(*config_->service, request));
  Call call{.request = std::move(request), .caller = caller, .version = SoapVersion::V11};
  call.version = spokenVersion(call.request);
  try {
    auto message = readSoapRequest(*config_, call.request);
    if (message) {
      call.message = std::move(*message);
      call.version = call.message->document.version();
    } else {
      return reply(faultReply(*config_, call.version, message.error()));
    }
  } catch (const FlowError&) {
    return reply(tooLarge(std::move(call.request), caller));
  }
  take(call, reply);
}

HttpReply SapRmEndpoint::tooLarge(HttpRequest head, const Principal& /*caller*/) {
  const SoapVersion version = spokenVersion(head);
  HttpReply reply{.status = 500};
  runner_->run(
      readInbound(*config_, head), [&](Exchange&) { throw bodyTooLarge(*config_); },
      [&](Exchange& exchange, const Outcome& outcome) { reply = answer(version, exchange, outcome); });
  return reply;
}

void SapRmEndpoint::take(Call& call, const ReplySink& reply) {
  if (const auto checked = check(call); !checked) {
    log::info("SAP RM request answered by a fault",
              {{"flow", flowId()}, {"path", call.request.path}, {"fault", checked.error().reason}});
    return reply(faultReply(*config_, call.version, checked.error()));
  }
  process(call, reply);
}

tl::expected<void, SoapFault> SapRmEndpoint::check(Call& call) const {
  call.headers = call.message->document.headers();
  auto protocol = readSapRmCall(call.headers, call.request.query);
  if (!protocol) return tl::unexpected(protocol.error());
  call.protocol = std::move(*protocol);
  removeMessageIdBlock(call.headers);
  if (auto fault = findNotUnderstood(call.headers)) return tl::unexpected(*std::move(fault));
  if (!config_->has_wsdl) return {};
  const auto operation = operationOf(*call.message, *config_->service);
  if (!operation) return tl::unexpected(operation.error());
  return {};
}

void SapRmEndpoint::process(Call& call, const ReplySink& reply) {
  const SoapVersion version = call.version;
  const Inbound inbound = readInbound(*config_, call.request);
  const auto prepare = [&](Exchange& exchange) {
    // Not earlier: a flow that was stopped meanwhile has no message, and its caller no answer yet.
    if (config_->answers_first) reply(acceptedReply(*config_));
    fill(call, exchange);
  };
  HttpReply made{.status = 500};
  const auto finish = [&](Exchange& exchange, const Outcome& outcome) { made = answer(version, exchange, outcome); };
  runner_->run(inbound, prepare, finish);
  if (!config_->answers_first) reply(std::move(made));
}

void SapRmEndpoint::fill(Call& call, Exchange& exchange) const {
  Headers& headers = exchange.headers();
  addAllowedHeaders(*config_, call.request, headers);
  if (!call.message->action.empty()) headers.set("SOAPAction", call.message->action);
  setCaller(*config_, call.caller, headers);
  setSapRmHeaders(call.protocol, headers);
  setSoapHeaders(headers, std::move(call.headers));
  exchange.attachments() = std::move(call.message->attachments);
  exchange.setBody(std::move(call.message->document).takePayload());
}

HttpReply SapRmEndpoint::answer(SoapVersion version, Exchange& exchange, const Outcome& outcome) const {
  if (outcome.status == RunStatus::Failed || outcome.status == RunStatus::Escalated) {
    Run& run = exchange.run();
    if (outcome.error) run.noteError(inboundErrorText(config_->address, *outcome.error), run.lastErrorStep());
    return faultReply(*config_, version, faultOf(*config_, exchange, outcome));
  }
  return acceptedReply(*config_, askedStatus(exchange.headers()).value_or(202));
}

}  // namespace iflowsim
