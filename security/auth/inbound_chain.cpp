#include "security/auth/inbound_chain.h"

#include <charconv>
#include <functional>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/spi/flow_stopped.h"
#include "security/material/connection_facts.h"

namespace iflowsim {

namespace {

/// Bodies up to this size cost less to read than to be judged twice.
constexpr std::uint64_t kShortBody = 64U << 10U;

/// Of a token request.
constexpr std::uint64_t kTokenBody = 64U << 10U;

constexpr const char* kTooManyCredentials = "too many credentials are waiting to be checked";

enum class BodyAhead { None, Short, Long };

BodyAhead bodyAhead(const HttpRequest& head) {
  if (head.headers.find("Transfer-Encoding") != nullptr) return BodyAhead::Long;
  const std::string* length = head.headers.find("Content-Length");
  if (length == nullptr) return BodyAhead::None;
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), size);
  return error == std::errc() && size <= kShortBody ? BodyAhead::Short : BodyAhead::Long;
}

HttpReply naming(std::uint64_t decision, HttpReply reply) {
  if (decision != 0) reply.headers.add("X-Iflowsim-Decision", decisionId(decision));
  return reply;
}

AccessLog::Call lineOf(const HttpRequest& request, const Judgement& judgement) {
  AccessLog::Call line{.peer = request.peer, .who = {}, .method = request.method, .path = request.path};
  if (judgement.caller) {
    line.who = judgement.caller->name;
  } else if (const CertificatePtr client = request.connection ? request.connection->client() : nullptr) {
    line.who = client->subject();
  }
  return line;
}

}  // namespace

/// A request on its way to the endpoint.
struct InboundChain::Call {
  HttpRequest request;
  ReplySink sink;
  bool too_large = false;
  Judgement judgement;
};

InboundChain::InboundChain(const InboundJudge& judge, const Options& options)
    : judge_(judge), access_(options.access), workers_(options.workers), logins_(options.logins) {}

InboundChain::~InboundChain() = default;

InboundChain::Admission InboundChain::admit(const HttpRequest& head) const {
  if (InboundJudge::isForToken(head)) return {.max_body = kTokenBody};
  const BodyAhead body = bodyAhead(head);
  if (body == BodyAhead::None) return {};
  Judgement judgement = body == BodyAhead::Long ? judge_.judge(head) : judge_.findEndpoint(head);
  if (judgement.reply) {
    note(head, judgement, judgement.reply->status);
    return {.refusal = naming(judgement.decision, std::move(*judgement.reply))};
  }
  const std::uint64_t max_body = judgement.endpoint->maxBody(head);
  return {.max_body = max_body, .endpoint = std::move(judgement.endpoint)};
}

void InboundChain::serve(HttpRequest&& request, ReplySink sink) {
  if (InboundJudge::isForToken(request)) return serveToken(std::move(request), std::move(sink));
  Judgement judgement = judge_.judge(request);
  start({.request = std::move(request), .sink = std::move(sink), .judgement = std::move(judgement)});
}

void InboundChain::serveToken(HttpRequest request, ReplySink sink) {
  auto shared = std::make_shared<Call>(Call{.request = std::move(request), .sink = std::move(sink)});
  const auto job = [this, shared] {
    HttpReply reply = judge_.token(shared->request);
    note(shared->request, shared->judgement, reply.status);
    shared->sink(std::move(reply));
  };
  if (logins_.submit(job)) return;
  judge_.refuseForLoad(shared->request, shared->judgement, kTooManyCredentials);
  turnAway(shared->request, shared->judgement, shared->sink);
}

void InboundChain::serveTooLarge(const HttpRequest& head, ReplySink sink) {
  if (InboundJudge::isForToken(head)) {
    return sink({.status = 413, .headers = noteRefusal(head, 413, "the body of a token request is too large")});
  }
  start({.request = head, .sink = std::move(sink), .too_large = true, .judgement = judge_.judge(head)});
}

void InboundChain::start(Call call) {
  if (call.judgement.reply) return turnAway(call.request, call.judgement, call.sink);
  const bool open = call.judgement.credential_open;
  if (!open && !call.judgement.endpoint->mayBlock()) return answer(call);

  auto shared = std::make_shared<Call>(std::move(call));
  if ((open ? logins_ : workers_).submit([this, shared, open] { open ? login(*shared) : answer(*shared); })) return;
  judge_.refuseForLoad(shared->request, shared->judgement,
                       open ? kTooManyCredentials : "all workers are busy and their queue is full");
  turnAway(shared->request, shared->judgement, shared->sink);
}

void InboundChain::login(Call& call) {
  judge_.login(call.request, call.judgement);
  start(std::move(call));
}

void InboundChain::answer(Call& call) const {
  const Principal caller = judge_.pass(call.request, call.judgement);
  const std::uint64_t decision = call.judgement.decision;
  call.request.decision = decision;
  HttpEndpoint& endpoint = *call.judgement.endpoint;
  // The request goes to the endpoint.
  const AccessLog::Call line = access_ == nullptr ? AccessLog::Call() : lineOf(call.request, call.judgement);
  bool answered = false;
  const auto named = [&](HttpReply reply) {
    answered = true;
    if (access_ != nullptr) access_->note(line, {reply.status, decision, call.judgement.reason});
    call.sink(naming(decision, std::move(reply)));
  };
  try {
    if (call.too_large) return named(endpoint.tooLarge(std::move(call.request), caller));
    endpoint.serve(std::move(call.request), caller, std::ref(named));
  } catch (const FlowStopped& stopped) {
    log::info("Request refused", {{"reason", stopped.message()}});
    judge_.refuseStopped(call.judgement);
    if (!answered) named(std::move(*call.judgement.reply));
  }
}

/// Answers a call that does not come to its endpoint.
void InboundChain::turnAway(const HttpRequest& head, Judgement& judgement, const ReplySink& sink) const {
  note(head, judgement, judgement.reply->status);
  sink(naming(judgement.decision, std::move(*judgement.reply)));
}

HttpHeaders InboundChain::noteRefusal(const HttpRequest& head, int status, const std::string& reason) const {
  note(head, {.reason = reason}, status);
  return judge_.refuseRequest(head, status, reason);
}

void InboundChain::note(const HttpRequest& head, const Judgement& judgement, int status) const {
  if (access_ != nullptr) access_->note(lineOf(head, judgement), {status, judgement.decision, judgement.reason});
}

}  // namespace iflowsim
