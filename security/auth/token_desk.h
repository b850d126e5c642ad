#pragma once

#include "runtime/spi/http.h"
#include "security/auth/decision_log.h"
#include "security/auth/token_service.h"

namespace iflowsim {

/// The token endpoint over HTTP, wherever it is served: request to question, answer to reply, and a decision record of
/// each request, which the reply names. Thread-safe. Source: management-api 1.2.
class TokenDesk {
 public:
  /// All outlive the desk.
  struct Sources {
    TokenService& tokens;
    const IdentityStore& identities;
    DecisionLog& decisions;
  };
  struct Options {
    /// See InboundJudge::Options.
    bool reason_in_reply = false;
  };

  TokenDesk(const Sources& sources, Options options) : sources_(sources), options_(options) {}

  /// Slow, as TokenService::answer is: for a worker's thread.
  HttpReply answer(const HttpRequest& request) const;

 private:
  std::uint64_t record(const HttpRequest& request, const TokenReply& answer) const;

  const Sources sources_;
  const Options options_;
};

}  // namespace iflowsim
