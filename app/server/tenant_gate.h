#pragma once

#include "security/auth/token_desk.h"
#include "web/management/operator_gate.h"

namespace iflowsim {

class PasswordVerifier;
struct User;

/// Lets the tenant's own users and the clients of its API operate it: whom the tenant knows for its flows, it knows
/// for its management side.
class TenantGate final : public OperatorGate {
 public:
  /// All of them must outlive the gate.
  struct Sources {
    const IdentityStore& identities;
    PasswordVerifier& passwords;
    TokenService& tokens;
    DecisionLog& decisions;
  };

  TenantGate(const Sources& sources, TokenDesk::Options options)
      : identities_(sources.identities),
        passwords_(sources.passwords),
        tokens_(sources.tokens),
        desk_({sources.tokens, sources.identities, sources.decisions}, options) {}

  Result<Operator> identify(const OperatorClaim& claim) override;
  HttpReply giveToken(const HttpRequest& request) override { return desk_.answer(request); }

 private:
  Result<Operator> admit(const User& user) const;

  const IdentityStore& identities_;
  PasswordVerifier& passwords_;
  TokenService& tokens_;
  const TokenDesk desk_;
};

}  // namespace iflowsim
