#pragma once

#include "web/management/operator_gate.h"

namespace iflowsim {

class IdentityStore;
class PasswordVerifier;
class TokenService;
struct User;

/// Lets the tenant's own users and the clients of its API operate it: whom the tenant knows for its flows, it knows
/// for its management side.
class TenantGate final : public OperatorGate {
 public:
  /// All of them must outlive the gate.
  TenantGate(const IdentityStore& identities, PasswordVerifier& passwords, TokenService& tokens)
      : identities_(identities), passwords_(passwords), tokens_(tokens) {}

  Result<Operator> identify(const OperatorClaim& claim) override;
  TokenAnswer giveToken(const TokenQuestion& question) override;

 private:
  Result<Operator> admit(const User& user) const;

  const IdentityStore& identities_;
  PasswordVerifier& passwords_;
  TokenService& tokens_;
};

}  // namespace iflowsim
