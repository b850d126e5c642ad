#include "security/auth/inbound_chain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "security/auth/basic_credentials.h"

namespace iflowsim {

namespace {

/// Bodies up to this size cost less to read than to be judged twice.
constexpr std::uint64_t kShortBody = 64U << 10U;

constexpr const char* kAuthorization = "Authorization";

enum class BodyAhead { None, Short, Long };

BodyAhead bodyAhead(const HttpRequest& head) {
  if (head.headers.find("Transfer-Encoding") != nullptr) return BodyAhead::Long;
  const std::string* length = head.headers.find("Content-Length");
  if (length == nullptr) return BodyAhead::None;
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), size);
  return error == std::errc() && size <= kShortBody ? BodyAhead::Short : BodyAhead::Long;
}

void logRefusal(const Refusal& refusal) {
  log::info("Request refused", {{"peer", refusal.peer},
                                {"user", refusal.user.empty() ? "-" : refusal.user},
                                {"method", refusal.method},
                                {"path", refusal.path},
                                {"status", std::to_string(refusal.status)},
                                {"reason", refusal.reason}});
}

bool isLoopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

}  // namespace

/// How far a request has come.
struct InboundChain::Judgement {
  std::shared_ptr<HttpEndpoint> endpoint;
  /// Null without refusal: the credentials are still to be checked.
  VerifiedUser caller;
  std::optional<HttpReply> refusal;
};

/// A request on its way to the endpoint.
struct InboundChain::Call {
  HttpRequest request;
  ReplySink sink;
  bool too_large = false;
  Judgement judgement;

  void answer() {
    const Principal caller{judgement.caller->name};
    HttpEndpoint& endpoint = *judgement.endpoint;
    sink(too_large ? endpoint.tooLarge(std::move(request), caller) : endpoint.serve(std::move(request), caller));
  }
};

InboundChain::InboundChain(const EndpointTable& endpoints, PasswordVerifier& passwords, Options options)
    : endpoints_(endpoints),
      passwords_(passwords),
      options_(std::move(options)),
      workers_(options_.workers),
      logins_(options_.logins) {}

InboundChain::~InboundChain() = default;

InboundChain::Admission InboundChain::admit(const HttpRequest& head) const {
  const BodyAhead body = bodyAhead(head);
  if (body == BodyAhead::None) return {};
  Judgement judgement;
  if (body == BodyAhead::Long) {
    judgement = judge(head);
  } else if (findEndpoint(head, judgement)) {
    allowMethod(head, judgement);
  }
  if (judgement.refusal) return {.refusal = std::move(judgement.refusal)};
  return {.max_body = judgement.endpoint->maxBody()};
}

void InboundChain::serve(HttpRequest request, ReplySink sink) {
  Judgement judgement = judge(request);
  start({.request = std::move(request), .sink = std::move(sink), .judgement = std::move(judgement)});
}

void InboundChain::serveTooLarge(const HttpRequest& head, ReplySink sink) {
  start({.request = head, .sink = std::move(sink), .too_large = true, .judgement = judge(head)});
}

InboundChain::Judgement InboundChain::judge(const HttpRequest& head) const {
  using Link = bool (InboundChain::*)(const HttpRequest&, Judgement&) const;
  // Who calls is asked before what he may do, and both only for addresses there are: a caller without credentials can
  // tell a missing flow from a protected one, as with the product.
  constexpr std::array<Link, 4> kChain{&InboundChain::findEndpoint, &InboundChain::allowMethod, &InboundChain::identify,
                                       &InboundChain::authorize};
  Judgement judgement;
  for (const Link link : kChain) {
    if (!(this->*link)(head, judgement)) break;
  }
  return judgement;
}

bool InboundChain::findEndpoint(const HttpRequest& head, Judgement& judgement) const {
  const bool encoded = head.path.find('%') != std::string::npos;
  judgement.endpoint = endpoints_.find(encoded ? percentDecode(head.path) : head.path);
  if (judgement.endpoint) return true;
  if (options_.redeploying && options_.redeploying(head.path)) {
    return refuse(head, judgement, overloaded(static_cast<int>(options_.retry_after.count())),
                  "the flow of this address is being deployed");
  }
  return refuse(head, judgement, tomcatPage(404), "no deployed flow serves this address");
}

bool InboundChain::allowMethod(const HttpRequest& head, Judgement& judgement) const {
  const auto& methods = judgement.endpoint->methods();
  if (std::find(methods.begin(), methods.end(), head.method) != methods.end()) return true;
  return refuse(head, judgement, methodNotAllowed(methods),
                "the method is not served; served are " + join(methods, ", "));
}

bool InboundChain::identify(const HttpRequest& head, Judgement& judgement) const {
  if (judgement.endpoint->access().kind == AccessRule::Kind::ClientCertificate) {
    return refuse(head, judgement, tomcatPage(403), "the channel requires a client certificate and none was presented");
  }
  const std::string_view authorization = head.headers.get(kAuthorization);
  judgement.caller = passwords_.remembered(authorization);
  if (judgement.caller) return true;
  if (hasScheme(authorization, "Bearer")) {
    return refuse(head, judgement, unauthorized(Unauthorized::InvalidToken, head), "the bearer token is not valid");
  }
  if (!hasScheme(authorization, "Basic")) {
    return refuse(head, judgement, unauthorized(Unauthorized::NoCredentials, head), "the request has no credentials");
  }
  return false;
}

bool InboundChain::authorize(const HttpRequest& head, Judgement& judgement) const {
  const std::string& role = judgement.endpoint->access().role;
  const User& caller = *judgement.caller;
  if (caller.password.isClear() && !isLoopback(head.peer)) {
    return refuse(head, judgement, unauthorized(Unauthorized::BadCredentials, head),
                  "a password that stands in clear in users.yaml works for callers on this machine only; replace it by "
                  "'password_hash'");
  }
  if (caller.owns(role)) return true;
  return refuse(head, judgement, tomcatPage(403),
                "the channel requires the role '" + role +
                    "', the user has: " + (caller.roles.empty() ? "none" : join(caller.roles, ", ")));
}

void InboundChain::start(Call call) {
  if (call.judgement.refusal) return call.sink(std::move(*call.judgement.refusal));
  if (call.judgement.caller && !call.judgement.endpoint->mayBlock()) return call.answer();

  WorkerPool& pool = call.judgement.caller ? workers_ : logins_;
  const bool known = call.judgement.caller != nullptr;
  auto shared = std::make_shared<Call>(std::move(call));
  if (pool.submit([this, shared, known] { known ? shared->answer() : login(*shared); })) return;
  shared->sink(refuseForLoad(
      shared->request, shared->judgement,
      known ? "all workers are busy and their queue is full" : "too many passwords are waiting to be checked"));
}

void InboundChain::login(Call& call) {
  Judgement& judgement = call.judgement;
  auto user = passwords_.verify(call.request.headers.get(kAuthorization));
  if (!user) {
    refuse(call.request, judgement, unauthorized(Unauthorized::BadCredentials, call.request), user.error().text);
    return call.sink(std::move(*judgement.refusal));
  }
  judgement.caller = std::move(*user);
  if (!authorize(call.request, judgement)) return call.sink(std::move(*judgement.refusal));
  start(std::move(call));
}

bool InboundChain::refuse(const HttpRequest& head, Judgement& judgement, HttpReply reply, std::string reason) const {
  const Refusal refusal{.peer = head.peer,
                        .user = judgement.caller ? judgement.caller->name : std::string(),
                        .method = head.method,
                        .path = head.path,
                        .status = reply.status,
                        .reason = std::move(reason)};
  options_.on_refusal ? options_.on_refusal(refusal) : logRefusal(refusal);
  judgement.refusal = std::move(reply);
  return false;
}

HttpReply InboundChain::unauthorized(Unauthorized reason, const HttpRequest& head) const {
  return options_.neo ? unauthorizedOnNeo(reason, options_.realm)
                      : unauthorizedOnCloudFoundry(reason, options_.realm, head.headers.get("Accept"));
}

HttpReply InboundChain::refuseForLoad(const HttpRequest& head, Judgement& judgement, const char* reason) const {
  refuse(head, judgement, overloaded(static_cast<int>(options_.retry_after.count())), reason);
  return std::move(*judgement.refusal);
}

}  // namespace iflowsim
