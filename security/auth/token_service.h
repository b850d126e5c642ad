#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "security/auth/password_verifier.h"
#include "security/mapping/identity_store.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// A request to the token endpoint. The views must outlive the call.
struct TokenRequest {
  std::string_view method;
  /// Raw, without `?`.
  std::string_view query = {};
  /// Form body, or empty.
  std::string_view body = {};
  /// Value of the Authorization header, or empty.
  std::string_view authorization = {};
  /// The client certificate that the load balancer accepted; null: none.
  CertificatePtr certificate = {};
  /// Whether the caller is on this machine; secrets that stand in clear in the tenant's files count for such only.
  bool from_loopback = false;
};

/// Its answer: `application/json`, `Cache-Control: no-store`.
struct TokenReply {
  int status = 200;
  std::string json;
  /// Value of a `WWW-Authenticate` header; empty: none.
  std::string challenge = {};
  /// Why no token was given, for the operator and never for the caller; empty with a token.
  std::string reason = {};
  /// Client that got a token; empty otherwise.
  std::string client_id = {};
};

/// Gives access tokens for the grant client_credentials, and says who calls with one. In mode neo the clients are the
/// tenant's OAuth clients, in mode cf its service keys. Tokens are JWTs signed RS256 with a key of the tenant. What a
/// caller may do is looked up at each call and not taken from the token, so a changed role counts at once and a token
/// ends with its client. Thread-safe. Source: management-api 1.2, runtime-behaviour 1.4, 1.5, 1.7 row 7.
class TokenService {
 public:
  struct Options {
    /// The signing key, PEM; made when missing, readable by its owner only.
    std::filesystem::path key_file = {};
    /// The claim `iss`: address of the token endpoint.
    std::string issuer = "https://localhost:8444/oauth/token";
    /// In scopes: `it-rt-<subdomain>!b1.<role>`.
    std::string subdomain = "local";
    /// Tokens remembered at most; beyond, some are forgotten early.
    std::size_t capacity = 4096;
    /// Secrets checked at the same time; further token requests wait.
    std::ptrdiff_t parallel_checks = 2;
  };

  /// Takes the key when there is one; otherwise it is made for the first token, which takes some hundred milliseconds
  /// that the start of a new tenant need not wait for. `TOKEN-001` when the key cannot be read. Identities and clock
  /// must outlive the service.
  static Result<std::unique_ptr<TokenService>> open(const IdentityStore& identities, const Clock& clock,
                                                    Options options);
  ~TokenService();

  /// Answers a token request. Slow (a secret costs tens of milliseconds and 64 MiB to check): for a worker's thread.
  TokenReply answer(const TokenRequest& request);

  /// The user of an Authorization header with a token that was verified before and is still good; otherwise null. Well
  /// below a microsecond: for the reactor's thread.
  VerifiedUser remembered(std::string_view authorization) const;

  /// Verifies the token of an Authorization header of scheme Bearer, and remembers it when it is good. Some tens of
  /// microseconds, without waiting: for the reactor's thread. `TOKEN-010` malformed or not signed RS256, `TOKEN-011`
  /// wrong signature, `TOKEN-012` expired, `TOKEN-013` issued in the future, `TOKEN-014` its client is unknown or was
  /// deleted, `TOKEN-015` it was deleted and registered anew.
  Result<VerifiedUser> verify(std::string_view authorization);

 private:
  class Core;
  explicit TokenService(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace iflowsim
