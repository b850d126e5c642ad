#include "app/server/tenant_security.h"

#include "app/server/findings.h"

namespace iflowsim {

Result<std::unique_ptr<TenantSecurity>> TenantSecurity::open(const TenantConfig& config, const Clock& clock) {
  std::unique_ptr<TenantSecurity> security(new TenantSecurity(config, clock));
  auto tokens =
      TokenService::open(security->identities_, clock, {.key_file = config.state / "security" / "token-key.pem"});
  if (!tokens) return tl::unexpected(tokens.error());
  security->tokens_ = std::move(*tokens);
  return security;
}

TenantSecurity::TenantSecurity(const TenantConfig& config, const Clock& clock)
    : folder_(config.folder),
      decisions_(clock, {}),
      csrf_(clock, {}),
      passwords_(clock, PasswordVerifier::Options{.remember_for = config.remember_credentials}),
      identities_(clock,
                  IdentityStore::Options{.mode = config.neo ? SecurityMode::Neo : SecurityMode::CloudFoundry,
                                         .state = config.state,
                                         .on_change = [this](const std::shared_ptr<const TenantIdentities>& now) {
                                           passwords_.setUsers(now->basicUsers());
                                         }}) {
  passwords_.setUsers(identities_.current()->basicUsers());
  if (config.access_log) {
    access_ = std::make_unique<AccessLog>(clock, AccessLog::Options{.file = config.state / "access.log"});
  }
  const bool cached = !config.neo && config.role_cache.count() > 0;
  if (cached) roles_ = std::make_unique<RoleCache>(clock, RoleCache::Options{.lifetime = config.role_cache});
}

void TenantSecurity::load() {
  logFindings(identities_.load(folder_));
}

InboundJudge::Options judgeOptions(const TenantConfig& config) {
  return {.neo = config.neo,
          .hosts = config.runtime_hosts,
          .reversed_names = config.reversed_names,
          .client_unnamed = config.client_unnamed,
          .reason_in_reply = config.reason_in_reply};
}

}  // namespace iflowsim
