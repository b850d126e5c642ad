#include "adapters/idoc/idoc_endpoint.h"

#include <optional>
#include <utility>

#include "adapters/idoc/archive_key.h"
#include "adapters/shared/http_inbound.h"
#include "adapters/shared/http_outbound.h"
#include "adapters/shared/soap/soap_document.h"
#include "runtime/base/ids.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr const char* kMessageId = "SapMessageId";

bool isFailure(const Outcome& outcome) {
  return outcome.status == RunStatus::Failed || outcome.status == RunStatus::Escalated;
}

/// Of the control record, else of the request, else a new one.
std::string messageIdOf(const ArchiveKey& key, const HttpRequest& request) {
  if (!key.message_id.empty()) return key.message_id;
  const std::string_view sent = trim(request.headers.get(kMessageId));
  return sent.empty() ? makeUuid() : std::string(sent);
}

IdocResponse assign(const IdocDocument& document, const std::vector<std::string>& numbers) {
  IdocResponse response{.type = document.type, .assigns = {}};
  for (std::size_t i = 0; i < document.idocs.size(); ++i) {
    response.assigns.push_back({.transfer_id = document.idocs[i].transfer_id, .db_id = numbers[i]});
  }
  return response;
}

}  // namespace

/// One request on its way through the endpoint.
struct IdocEndpoint::Call {
  HttpRequest http;
  const Principal& caller;
  IdocRequest request;
  IdocResponse response;
};

const std::vector<std::string>& IdocEndpoint::methods() const {
  static const std::vector<std::string> methods{"POST"};
  return methods;
}

void IdocEndpoint::serve(HttpRequest request, const Principal& caller, const ReplySink& reply) {
  std::optional<tl::expected<IdocRequest, IdocRefusal>> read;
  try {
    read = readIdocRequest(*config_, request);
  } catch (const FlowError& error) {
    reply(fail(request, error));
    return;
  }
  if (!*read) {
    const IdocRefusal& refusal = read->error();
    log::info("IDoc request answered by a fault",
              {{"flow", flowId()}, {"path", request.path}, {"fault", refusal.fault.reason}});
    reply(faultReply(*config_, refusal.version, refusal.fault));
    return;
  }
  Call call{.http = std::move(request), .caller = caller, .request = std::move(**read), .response = {}};
  const IdocDocument& document = call.request.document;
  call.response = assign(document, ids_->draw(clock_.now(), document.idocs.size()));
  reply(process(call));
}

HttpReply IdocEndpoint::tooLarge(HttpRequest head, const Principal& /*caller*/) {
  return fail(head, bodyTooLarge(*config_));
}

HttpReply IdocEndpoint::fail(const HttpRequest& head, const FlowError& error) {
  HttpReply reply;
  runner_->run(
      readInbound(*config_, head), [&](Exchange&) { throw error; },
      [&](Exchange& exchange, const Outcome& outcome) { reply = failed(SoapVersion::V11, exchange, outcome); });
  return reply;
}

HttpReply IdocEndpoint::process(Call& call) {
  HttpReply reply;
  reply.status = 500;
  runner_->run(
      readInbound(*config_, call.http), [&](Exchange& exchange) { fill(call, exchange); },
      [&](Exchange& exchange, const Outcome& outcome) { reply = answer(call, exchange, outcome); });
  return reply;
}

void IdocEndpoint::fill(Call& call, Exchange& exchange) const {
  const IdocDocument& document = call.request.document;
  const ArchiveKey key = readArchiveKey(document.idocs.front().archive_key);
  Headers& headers = exchange.headers();
  addAllowedHeaders(*config_, call.http, headers);
  setCaller(*config_, call.caller, headers);
  headers.set("SapIDocType", document.type);
  headers.set("SapIDocTransferId", call.response.assigns.front().transfer_id);
  headers.set("SapIDocDbId", call.response.assigns.front().db_id);
  headers.set("SapIDocContentType", call.request.content_type);
  headers.set("SapIdocSoapNamespace", document.namespace_uri);
  headers.set(kMessageId, messageIdOf(key, call.http));
  if (!key.queue.empty()) {
    headers.set("SapPlainSoapQoS", "ExactlyOnceInOrder");
    headers.set("SapPlainSoapQueueId", key.queue);
  }
  exchange.attachments() = std::move(call.request.attachments);
  exchange.setBody(Body(std::move(call.request.payload)));
}

HttpReply IdocEndpoint::answer(const Call& call, Exchange& exchange, const Outcome& outcome) const {
  const SoapVersion version = call.request.version;
  if (isFailure(outcome)) return failed(version, exchange, outcome);
  const std::string& used = call.request.document.namespace_uri;
  HttpReply reply;
  addReturnedHeaders(*config_, exchange, reply);
  reply.headers.set("Content-Type", std::string(mediaType(version)) + ";charset=UTF-8");
  reply.body = Body(writeEnvelope(
      version, {}, writeIdocResponse(call.response, used.empty() ? std::string_view(kIdocNamespace) : used)));
  return reply;
}

HttpReply IdocEndpoint::failed(SoapVersion version, Exchange& exchange, const Outcome& outcome) const {
  Run& run = exchange.run();
  if (outcome.error) run.noteError(inboundErrorText(config_->address, *outcome.error), run.lastErrorStep());
  return faultReply(*config_, version, faultOf(*config_, exchange, outcome));
}

}  // namespace iflowsim
