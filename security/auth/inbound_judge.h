#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/spi/endpoint.h"
#include "security/auth/csrf_guard.h"
#include "security/auth/decision_log.h"
#include "security/auth/password_verifier.h"
#include "security/auth/refusals.h"
#include "security/auth/role_cache.h"
#include "security/auth/token_desk.h"
#include "security/mapping/identity_store.h"

namespace iflowsim {

/// How far a call has come on its way to a flow.
struct Judgement {
  std::shared_ptr<HttpEndpoint> endpoint;
  CredentialKind credential = CredentialKind::None;
  /// Null for channels that ask for a certificate only, and while `credential_open`.
  VerifiedUser caller;
  /// See Decision::matched.
  std::string matched;
  /// Only checking the credential, which is slow, can tell the rest.
  bool credential_open = false;
  /// Why the call was refused, for the operator; empty otherwise.
  std::string reason;
  /// Answers the call without the flow: a refusal, or a CSRF token.
  std::optional<HttpReply> reply;
  /// Of the decision record; 0 until it is made.
  std::uint64_t decision = 0;
};

/// Decides who calls and whether he may: is there an endpoint (404), does it serve the method (405), who calls (401),
/// may he (403), does he have the token a protected channel asks for (403). Every refusal is recorded with its reason
/// and remedy, and answered as the product answers. Thread-safe; nothing but `login` waits.
///
/// On channels with a user role an Authorization header decides, and a certificate counts only without one; on channels
/// with a client certificate only the certificate counts. Source: runtime-behaviour 1.2 to 1.7.
class InboundJudge {
 public:
  struct Options {
    /// Neo answers 401 with a Basic challenge and a Tomcat page, Cloud Foundry with a Bearer challenge and JSON or XML.
    bool neo = true;
    std::string realm = "iflowsim";
    /// On Cloud Foundry, host names the platform knows beside this machine's own; others are answered 404 by its
    /// router. Empty: every name is known.
    std::vector<std::string> hosts;
    /// Names in certificates and channel rows may stand in opposite order.
    bool reversed_names = false;
    /// Flows are not told the client id of a service key (`security.cf.principal_header = absent`).
    bool client_unnamed = false;
    /// Whether a decoded path without endpoint belongs to a flow that is being redeployed; it is then answered 503
    /// instead of 404 (`redeploy.status = 503`). Null: always 404.
    std::function<bool(std::string_view path)> redeploying;
    /// Seconds a caller should wait before he tries again after a 503.
    int retry_after = 1;
    /// In mode cf, by which changed roles count only after a while; null: they count at once. Outlives the judge.
    RoleCache* roles = nullptr;
    /// Refusals tell the caller their reason in a header; for trainings.
    bool reason_in_reply = false;
  };
  /// All outlive the judge.
  struct Sources {
    const EndpointTable& endpoints;
    PasswordVerifier& passwords;
    TokenService& tokens;
    const IdentityStore& identities;
    const CsrfGuard& csrf;
    DecisionLog& decisions;
  };

  InboundJudge(const Sources& sources, Options options);

  /// As far as the request head tells. Passing is not recorded yet.
  Judgement judge(const HttpRequest& head) const;
  /// Whether there is an endpoint for path and method, without asking who calls.
  Judgement findEndpoint(const HttpRequest& head) const;
  /// Checks the open credential and judges the rest. Slow: for a worker's thread.
  void login(const HttpRequest& head, Judgement& judgement) const;
  /// Records that the call is passed to its flow, and returns what the flow is told of the caller.
  Principal pass(const HttpRequest& head, Judgement& judgement) const;
  /// Whether the request is for the token endpoint, which is no flow's and open to everybody.
  static bool isForToken(const HttpRequest& head) { return head.path == "/oauth/token"; }
  /// Answers the token endpoint. Slow: for a worker's thread.
  HttpReply token(const HttpRequest& request) const { return desk_.answer(request); }
  /// The flow was stopped after the call was passed, and before its message began: answers as in the redeploy window.
  void refuseStopped(Judgement& judgement) const;
  /// Records a request that was refused for its form, before it came to an address. The head may lack what was not
  /// read. Gives the headers that the reply has besides its own.
  HttpHeaders refuseRequest(const HttpRequest& head, int status, const std::string& reason) const;
  /// Refuses for want of threads.
  void refuseForLoad(const HttpRequest& head, Judgement& judgement, const char* reason) const;
  /// Records a call that ended in its handshake; the front has logged it.
  void noteHandshake(std::shared_ptr<const ConnectionFacts> facts) const;

 private:
  struct Refusal;

  bool knowHost(const HttpRequest& head, Judgement& judgement) const;
  bool findAddress(const HttpRequest& head, Judgement& judgement) const;
  bool allowMethod(const HttpRequest& head, Judgement& judgement) const;
  bool identify(const HttpRequest& head, Judgement& judgement) const;
  bool identifyByHeader(const HttpRequest& head, std::string_view authorization, Judgement& judgement) const;
  bool identifyByCertificate(const HttpRequest& head, Judgement& judgement) const;
  bool authorize(const HttpRequest& head, Judgement& judgement) const;
  bool authorizeRole(const HttpRequest& head, Judgement& judgement) const;
  bool authorizeCertificate(const HttpRequest& head, Judgement& judgement) const;
  bool checkCsrf(const HttpRequest& head, Judgement& judgement) const;
  bool isNamed(const User& caller) const;

  bool refuse(const HttpRequest& head, Judgement& judgement, Refusal refusal) const;
  HttpReply unauthorized(Unauthorized reason, const HttpRequest& head) const;

  const Sources sources_;
  const Options options_;
  const TokenDesk desk_;
};

}  // namespace iflowsim
