#pragma once

#include <filesystem>
#include <memory>

#include "app/tenant_config.h"
#include "security/auth/access_log.h"
#include "security/auth/csrf_guard.h"
#include "security/auth/decision_log.h"
#include "security/auth/inbound_judge.h"
#include "security/auth/password_verifier.h"
#include "security/auth/role_cache.h"
#include "security/auth/token_service.h"
#include "security/mapping/identity_store.h"

namespace iflowsim {

/// Whom the tenant knows and what it decided about them: identities from the tenant's files and those entered at run
/// time, verified passwords and tokens, decision records. Thread-safe.
class TenantSecurity {
 public:
  /// `TOKEN-001` when the state folder cannot be used. The clock must outlive it.
  static Result<std::unique_ptr<TenantSecurity>> open(const TenantConfig& config, const Clock& clock);

  /// Reads the files of the tenant's `security/` folder again. What is wrong with them is logged, and leaves what was
  /// there before.
  void load();

  IdentityStore& identities() { return identities_; }
  PasswordVerifier& passwords() { return passwords_; }
  TokenService& tokens() { return *tokens_; }
  DecisionLog& decisions() { return decisions_; }
  const CsrfGuard& csrf() const { return csrf_; }
  /// Null where the tenant has none.
  AccessLog* access() { return access_.get(); }
  RoleCache* roles() { return roles_.get(); }

 private:
  TenantSecurity(const TenantConfig& config, const Clock& clock);

  const std::filesystem::path folder_;
  DecisionLog decisions_;
  CsrfGuard csrf_;
  PasswordVerifier passwords_;
  IdentityStore identities_;
  std::unique_ptr<TokenService> tokens_;
  std::unique_ptr<AccessLog> access_;
  std::unique_ptr<RoleCache> roles_;
};

/// How the tenant judges callers. `redeploying` and `roles` are set by whoever knows them.
InboundJudge::Options judgeOptions(const TenantConfig& config);

}  // namespace iflowsim
