#include "security/auth/inbound_judge.h"

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "security/auth/basic_credentials.h"
#include "security/auth/certificate_rows.h"
#include "security/material/connection_facts.h"

namespace iflowsim {

namespace {

constexpr const char* kAuthorization = "Authorization";
/// Digits of a mapping's id that people compare.
constexpr std::size_t kShownId = 12;

/// The certificate that was passed on; null when there is none.
CertificatePtr certificateOf(const HttpRequest& head) {
  return head.connection ? head.connection->client() : nullptr;
}

/// What the caller should know of a certificate that was presented and not passed on; empty when there was none.
std::string droppedCertificate(const HttpRequest& head) {
  const ConnectionFacts* facts = head.connection.get();
  if (facts == nullptr || facts->verdict == CertificateVerdict::Accepted || facts->reason.empty()) return {};
  return "; a certificate was presented but not passed on: " + facts->reason;
}

std::string remedyFor(KeyOutcome outcome, bool neo) {
  if (neo) return "Map the certificate to a user: 'iflowsim mapping add --user <user> <certificate file>'.";
  switch (outcome) {
    case KeyOutcome::Conflict:
      return "Delete or pin one of the service keys whose certificates have these names.";
    case KeyOutcome::Superseded:
      return "Call with the newer certificate.";
    case KeyOutcome::Unrecorded:
      return "See the log of the server, and check that its state folder can be written.";
    default:
      return "Make a service key for the certificate: 'iflowsim key create --certificate <file> <instance> <name>'.";
  }
}

HttpReply unknownRoute(std::string_view host) {
  return {.status = 404,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Cf-Routererror", "unknown_route"}},
          .body = Body("404 Not Found: Requested route ('" + std::string(host) + "') does not exist.\n")};
}

}  // namespace

/// How a refusal is answered, and what the operator reads.
struct InboundJudge::Refusal {
  DecisionRung rung;
  HttpReply reply;
  std::string reason;
  std::string remedy;
};

InboundJudge::InboundJudge(const Sources& sources, Options options)
    : sources_(sources),
      options_(std::move(options)),
      desk_({sources.tokens, sources.identities, sources.decisions}, {.reason_in_reply = options_.reason_in_reply}) {}

Judgement InboundJudge::judge(const HttpRequest& head) const {
  // Who calls is asked before what he may do, and both only for addresses there are: a caller without credentials can
  // tell a missing flow from a protected one, as with the product.
  Judgement judgement = head.endpoint ? Judgement{.endpoint = head.endpoint} : findEndpoint(head);
  if (judgement.reply) return judgement;
  if (identify(head, judgement) && authorize(head, judgement)) checkCsrf(head, judgement);
  return judgement;
}

Judgement InboundJudge::findEndpoint(const HttpRequest& head) const {
  Judgement judgement;
  if (knowHost(head, judgement) && findAddress(head, judgement)) allowMethod(head, judgement);
  return judgement;
}

bool InboundJudge::knowHost(const HttpRequest& head, Judgement& judgement) const {
  if (options_.neo || options_.hosts.empty()) return true;
  const std::string_view name = hostName(head.host);
  if (name == "localhost" || isLoopback(name)) return true;
  const bool known = std::any_of(options_.hosts.begin(), options_.hosts.end(),
                                 [name](const std::string& host) { return equalsIgnoreCase(host, name); });
  if (known) return true;
  return refuse(head, judgement,
                {DecisionRung::Host, unknownRoute(head.host), "the host '" + head.host + "' is not known",
                 "Call the runtime host of the service key, or add the name to 'runtime.hosts'."});
}

bool InboundJudge::findAddress(const HttpRequest& head, Judgement& judgement) const {
  const bool encoded = head.path.find('%') != std::string::npos;
  const std::string decoded = encoded ? percentDecode(head.path) : std::string();
  const std::string_view path = encoded ? decoded : head.path;
  judgement.endpoint = sources_.endpoints.find(path);
  if (judgement.endpoint) return true;
  if (options_.redeploying && options_.redeploying(path)) {
    return refuse(head, judgement,
                  {DecisionRung::Address, overloaded(options_.retry_after),
                   "the flow of this address is being deployed", "Call again when it has started."});
  }
  return refuse(head, judgement,
                {DecisionRung::Address, tomcatPage(404), "no deployed flow serves this address",
                 "See 'iflowsim flows' for the addresses that are served; a flow that is being deployed again has none "
                 "for that time."});
}

bool InboundJudge::allowMethod(const HttpRequest& head, Judgement& judgement) const {
  const auto& methods = judgement.endpoint->methods();
  if (std::find(methods.begin(), methods.end(), head.method) != methods.end()) return true;
  return refuse(head, judgement,
                {DecisionRung::Method, methodNotAllowed(methods), "the method " + head.method + " is not served",
                 "Use one of " + join(methods, ", ") + '.'});
}

bool InboundJudge::identify(const HttpRequest& head, Judgement& judgement) const {
  if (judgement.endpoint->access().kind == AccessRule::Kind::ClientCertificate) {
    judgement.credential = certificateOf(head) ? CredentialKind::Certificate : CredentialKind::None;
    return true;
  }
  const std::string_view authorization = trim(head.headers.get(kAuthorization));
  if (!authorization.empty()) return identifyByHeader(head, authorization, judgement);
  return identifyByCertificate(head, judgement);
}

bool InboundJudge::identifyByHeader(const HttpRequest& head, std::string_view authorization,
                                    Judgement& judgement) const {
  if (hasScheme(authorization, "Basic")) {
    judgement.credential = CredentialKind::Basic;
    judgement.caller = sources_.passwords.remembered(authorization);
  } else if (hasScheme(authorization, "Bearer")) {
    judgement.credential = CredentialKind::Bearer;
    judgement.caller = sources_.tokens.remembered(authorization);
  } else {
    judgement.credential = CredentialKind::Unknown;
    return refuse(head, judgement,
                  {DecisionRung::Credentials, unauthorized(Unauthorized::NoCredentials, head),
                   "the Authorization header is of a scheme that is not served",
                   "Send 'Basic' with user and password, 'Bearer' with a token, or no such header and a certificate."});
  }
  judgement.credential_open = judgement.caller == nullptr;
  return !judgement.credential_open;
}

bool InboundJudge::identifyByCertificate(const HttpRequest& head, Judgement& judgement) const {
  const CertificatePtr certificate = certificateOf(head);
  if (!certificate) {
    return refuse(head, judgement,
                  {DecisionRung::Credentials, unauthorized(Unauthorized::NoCredentials, head),
                   "the request has no credentials" + droppedCertificate(head),
                   options_.neo ? "Send user and password, a token, or a certificate of a trusted root that is mapped "
                                  "to a user; with its intermediate certificates."
                                : "Send a token, client id and secret, or the certificate of a service key; with its "
                                  "intermediate certificates."});
  }
  judgement.credential = CredentialKind::Certificate;
  Identified found = sources_.identities.current()->userOfCertificate(*certificate);
  if (!found.user) {
    return refuse(head, judgement,
                  {DecisionRung::Caller, unauthorized(Unauthorized::NoCredentials, head), std::move(found.reason),
                   remedyFor(found.outcome, options_.neo)});
  }
  if (found.mapping != nullptr) judgement.matched = "the mapping " + found.mapping->id.substr(0, kShownId);
  if (found.key != nullptr) judgement.matched = "the key " + found.key->name + " of " + found.key->instance;
  judgement.caller = std::move(found.user);
  return true;
}

void InboundJudge::login(const HttpRequest& head, Judgement& judgement) const {
  const std::string_view authorization = trim(head.headers.get(kAuthorization));
  const bool basic = judgement.credential == CredentialKind::Basic;
  judgement.credential_open = false;
  auto user = basic ? sources_.passwords.verify(authorization) : sources_.tokens.verify(authorization);
  if (!user) {
    refuse(head, judgement,
           {DecisionRung::Credentials,
            unauthorized(basic ? Unauthorized::BadCredentials : Unauthorized::InvalidToken, head), user.error().text,
            basic ? "Check user and password against 'iflowsim user list' and security/users.yaml."
                  : "Fetch a new token from the token endpoint."});
    return;
  }
  judgement.caller = std::move(*user);
  if (authorize(head, judgement)) checkCsrf(head, judgement);
}

bool InboundJudge::authorize(const HttpRequest& head, Judgement& judgement) const {
  return judgement.endpoint->access().kind == AccessRule::Kind::ClientCertificate
             ? authorizeCertificate(head, judgement)
             : authorizeRole(head, judgement);
}

bool InboundJudge::authorizeRole(const HttpRequest& head, Judgement& judgement) const {
  const std::string& role = judgement.endpoint->access().role;
  if (judgement.credential == CredentialKind::Basic && judgement.caller->password.isClear() && !isLoopback(head.peer)) {
    return refuse(head, judgement,
                  {DecisionRung::Credentials, unauthorized(Unauthorized::BadCredentials, head),
                   "a password that is kept in clear text works for callers on this machine only",
                   "Replace it by a hash, which 'iflowsim hash-password' makes."});
  }
  if (options_.roles != nullptr) judgement.caller = options_.roles->held(judgement.caller);
  const User& caller = *judgement.caller;
  if (caller.owns(role)) return true;
  return refuse(head, judgement,
                {DecisionRung::Authorization, tomcatPage(403),
                 "the channel requires the role '" + role +
                     "', the user has: " + (caller.roles.empty() ? "none" : join(caller.roles, ", ")),
                 "Give '" + caller.name + "' the role '" + role + "', or change the user role of the channel."});
}

bool InboundJudge::authorizeCertificate(const HttpRequest& head, Judgement& judgement) const {
  const CertificatePtr certificate = certificateOf(head);
  const AccessRule& rule = judgement.endpoint->access();
  if (!certificate) {
    return refuse(head, judgement,
                  {DecisionRung::Credentials, tomcatPage(403),
                   "the channel requires a client certificate and none arrived" + droppedCertificate(head),
                   "Present a certificate of a trusted root, with its intermediate certificates; user and password do "
                   "not count here."});
  }
  if (matchesRow(*certificate, rule.certificates, options_.reversed_names)) return true;
  return refuse(
      head, judgement,
      {DecisionRung::Authorization, tomcatPage(403),
       "Unauthorized. Subject and issuer (subject: " + certificate->subject() + "; issuer: " + certificate->issuer() +
           ") of the provided certificate is not contained in the accepted subjectAndIssuers list of the "
           "integration flow.",
       "Add this subject and issuer to the channel and deploy the flow again, or call with a certificate "
       "that is listed."});
}

bool InboundJudge::checkCsrf(const HttpRequest& head, Judgement& judgement) const {
  if (!judgement.endpoint->access().csrf_protected) return true;
  if (CsrfGuard::isFetch(head)) {
    (void)pass(head, judgement);
    judgement.reply = sources_.csrf.fetched();
    return false;
  }
  if (sources_.csrf.lets(head)) return true;
  return refuse(head, judgement,
                {DecisionRung::Csrf, sources_.csrf.refusal(),
                 "the channel is CSRF protected, and the call has no valid token with the cookies it came with",
                 "Fetch a token with GET and 'X-CSRF-Token: Fetch', and send it with the cookies of that reply."});
}

bool InboundJudge::isNamed(const User& caller) const {
  if (!options_.client_unnamed) return true;
  return sources_.identities.current()->keys().findClient(caller.name) == nullptr;
}

Principal InboundJudge::pass(const HttpRequest& head, Judgement& judgement) const {
  judgement.decision = sources_.decisions.passed([&](Decision& decision) {
    decision.connection = head.connection;
    decision.peer = head.peer;
    decision.method = head.method;
    decision.path = head.path;
    decision.flow = judgement.endpoint->flowId();
    decision.access = judgement.endpoint->access();
    decision.credential = judgement.credential;
    decision.caller = judgement.caller;
    decision.matched = judgement.matched;
  });
  return {judgement.caller && isNamed(*judgement.caller) ? judgement.caller->name : std::string()};
}

bool InboundJudge::refuse(const HttpRequest& head, Judgement& judgement, Refusal refusal) const {
  const std::string user = judgement.caller ? judgement.caller->name : std::string();
  log::info("Request refused", {{"peer", head.peer},
                                {"user", user.empty() ? "-" : user},
                                {"method", head.method},
                                {"path", head.path},
                                {"status", std::to_string(refusal.reply.status)},
                                {"reason", refusal.reason}});
  if (options_.reason_in_reply) refusal.reply.headers.add("X-Iflowsim-Reason", refusal.reason);
  judgement.reason = refusal.reason;
  judgement.decision = sources_.decisions.refused([&](Decision& decision) {
    decision = Decision{.connection = head.connection,
                        .peer = head.peer,
                        .method = head.method,
                        .path = head.path,
                        .credential = judgement.credential,
                        .caller = judgement.caller,
                        .matched = judgement.matched,
                        .failed = refusal.rung,
                        .status = refusal.reply.status,
                        .reason = std::move(refusal.reason),
                        .remedy = std::move(refusal.remedy)};
    if (!judgement.endpoint) return;
    decision.flow = judgement.endpoint->flowId();
    decision.access = judgement.endpoint->access();
  });
  judgement.reply = std::move(refusal.reply);
  return false;
}

void InboundJudge::refuseStopped(Judgement& judgement) const {
  HttpReply reply = options_.redeploying ? overloaded(options_.retry_after) : tomcatPage(404);
  judgement.reason = "the flow of this address was stopped while the call waited for a worker";
  sources_.decisions.revise(judgement.decision, [&, status = reply.status](Decision& decision) {
    decision.passed = false;
    decision.failed = DecisionRung::Address;
    decision.status = status;
    decision.reason = judgement.reason;
    decision.remedy = "Call again when it has started.";
  });
  judgement.reply = std::move(reply);
}

HttpHeaders InboundJudge::refuseRequest(const HttpRequest& head, int status, const std::string& reason) const {
  Judgement judgement;
  refuse(head, judgement,
         {DecisionRung::Request,
          {.status = status, .headers = {}, .body = {}},
          reason,
          "Send the request as HTTP/1.1 wants it, within the limits of the tenant."});
  judgement.reply->headers.add("X-Iflowsim-Decision", decisionId(judgement.decision));
  return std::move(judgement.reply->headers);
}

void InboundJudge::refuseForLoad(const HttpRequest& head, Judgement& judgement, const char* reason) const {
  refuse(head, judgement,
         {DecisionRung::Room, overloaded(options_.retry_after), reason,
          "Call again later, or raise 'workers.threads' and 'workers.queue'."});
}

void InboundJudge::noteHandshake(std::shared_ptr<const ConnectionFacts> facts) const {
  sources_.decisions.refused([&](Decision& decision) {
    decision = Decision{.peer = facts->peer,
                        .failed = DecisionRung::Certificate,
                        .reason = facts->reason,
                        .remedy =
                            "Present a certificate that is valid now, for client authentication and of a trusted "
                            "root, or none."};
    decision.connection = std::move(facts);
  });
}

HttpReply InboundJudge::unauthorized(Unauthorized reason, const HttpRequest& head) const {
  return options_.neo ? unauthorizedOnNeo(reason, options_.realm)
                      : unauthorizedOnCloudFoundry(reason, options_.realm, head.headers.get("Accept"));
}

}  // namespace iflowsim
