#include "security/auth/token_desk.h"

#include <utility>

#include "runtime/base/log.h"
#include "security/material/connection_facts.h"

namespace iflowsim {

namespace {

constexpr const char* kAuthorization = "Authorization";

CertificatePtr certificateOf(const HttpRequest& request) {
  return request.connection ? request.connection->client() : nullptr;
}

CredentialKind credentialOf(const HttpRequest& request) {
  if (request.headers.find(kAuthorization) != nullptr) return CredentialKind::Basic;
  return certificateOf(request) ? CredentialKind::Certificate : CredentialKind::None;
}

}  // namespace

HttpReply TokenDesk::answer(const HttpRequest& request) const {
  const std::string body = request.body.text();
  TokenReply answer = sources_.tokens.answer({.method = request.method,
                                              .query = request.query,
                                              .body = body,
                                              .authorization = request.headers.get(kAuthorization),
                                              .certificate = certificateOf(request),
                                              .from_loopback = isLoopback(request.peer)});
  HttpReply reply{.status = answer.status,
                  .headers = {{"Content-Type", "application/json;charset=UTF-8"}, {"Cache-Control", "no-store"}},
                  .body = Body(std::move(answer.json))};
  if (!answer.challenge.empty()) reply.headers.add("WWW-Authenticate", answer.challenge);
  if (options_.reason_in_reply && !answer.reason.empty()) reply.headers.add("X-Iflowsim-Reason", answer.reason);
  reply.headers.add("X-Iflowsim-Decision", decisionId(record(request, answer)));
  return reply;
}

std::uint64_t TokenDesk::record(const HttpRequest& request, const TokenReply& answer) const {
  // The query may hold the secret, so it is not part of the record.
  Decision decision{.connection = request.connection,
                    .peer = request.peer,
                    .method = request.method,
                    .path = request.path,
                    .credential = credentialOf(request)};
  if (answer.reason.empty()) {
    decision.caller = sources_.identities.current()->userOfClient(answer.client_id);
    decision.matched = "the client " + answer.client_id + ", which got a token";
    return sources_.decisions.passed([&](Decision& kept) { kept = std::move(decision); });
  }
  log::info("No token was given", {{"peer", request.peer}, {"reason", answer.reason}});
  decision.failed = DecisionRung::Credentials;
  decision.status = answer.status;
  decision.reason = answer.reason;
  decision.remedy = "See 'iflowsim key list' or 'iflowsim oauth-client list' for the clients there are.";
  return sources_.decisions.refused([&](Decision& kept) { kept = std::move(decision); });
}

}  // namespace iflowsim
