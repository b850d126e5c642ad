#include "security/auth/inbound_chain.h"

#include <charconv>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/spi/flow_stopped.h"

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

}  // namespace

/// A request on its way to the endpoint.
struct InboundChain::Call {
  HttpRequest request;
  ReplySink sink;
  bool too_large = false;
  Judgement judgement;
};

InboundChain::InboundChain(const InboundJudge& judge, const Options& options)
    : judge_(judge), workers_(options.workers), logins_(options.logins) {}

InboundChain::~InboundChain() = default;

InboundChain::Admission InboundChain::admit(const HttpRequest& head) const {
  if (InboundJudge::isForToken(head)) return {.max_body = kTokenBody};
  const BodyAhead body = bodyAhead(head);
  if (body == BodyAhead::None) return {};
  Judgement judgement = body == BodyAhead::Long ? judge_.judge(head) : judge_.findEndpoint(head);
  if (judgement.reply) return {.refusal = naming(judgement.decision, std::move(*judgement.reply))};
  const std::uint64_t max_body = judgement.endpoint->maxBody(head);
  return {.max_body = max_body, .endpoint = std::move(judgement.endpoint)};
}

void InboundChain::serve(HttpRequest request, ReplySink sink) {
  if (InboundJudge::isForToken(request)) return serveToken(std::move(request), std::move(sink));
  Judgement judgement = judge_.judge(request);
  start({.request = std::move(request), .sink = std::move(sink), .judgement = std::move(judgement)});
}

void InboundChain::serveToken(HttpRequest request, ReplySink sink) {
  auto shared = std::make_shared<Call>(Call{.request = std::move(request), .sink = std::move(sink)});
  if (logins_.submit([this, shared] { shared->sink(judge_.token(shared->request)); })) return;
  judge_.refuseForLoad(shared->request, shared->judgement, kTooManyCredentials);
  shared->sink(naming(shared->judgement.decision, std::move(*shared->judgement.reply)));
}

void InboundChain::serveTooLarge(const HttpRequest& head, ReplySink sink) {
  if (InboundJudge::isForToken(head)) {
    return sink(
        {.status = 413, .headers = judge_.refuseRequest(head, 413, "the body of a token request is too large")});
  }
  start({.request = head, .sink = std::move(sink), .too_large = true, .judgement = judge_.judge(head)});
}

void InboundChain::start(Call call) {
  if (call.judgement.reply) return call.sink(naming(call.judgement.decision, std::move(*call.judgement.reply)));
  const bool open = call.judgement.credential_open;
  if (!open && !call.judgement.endpoint->mayBlock()) return answer(call);

  auto shared = std::make_shared<Call>(std::move(call));
  if ((open ? logins_ : workers_).submit([this, shared, open] { open ? login(*shared) : answer(*shared); })) return;
  judge_.refuseForLoad(shared->request, shared->judgement,
                       open ? kTooManyCredentials : "all workers are busy and their queue is full");
  shared->sink(naming(shared->judgement.decision, std::move(*shared->judgement.reply)));
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
  bool answered = false;
  const ReplySink named = [&](HttpReply reply) {
    answered = true;
    call.sink(naming(decision, std::move(reply)));
  };
  try {
    if (call.too_large) return named(endpoint.tooLarge(std::move(call.request), caller));
    endpoint.serve(std::move(call.request), caller, named);
  } catch (const FlowStopped& stopped) {
    log::info("Request refused", {{"reason", stopped.message()}});
    judge_.refuseStopped(call.judgement);
    if (!answered) named(std::move(*call.judgement.reply));
  }
}

}  // namespace iflowsim
