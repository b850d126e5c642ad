#include "app/server/tenant_gate.h"

#include "security/auth/basic_credentials.h"
#include "security/auth/password_verifier.h"
#include "security/auth/token_service.h"
#include "security/mapping/identity_store.h"

namespace iflowsim {

namespace {

/// The instance whose key names the user, unless a user of the tenant has that name.
const ServiceInstance* instanceOf(const TenantIdentities& identities, const std::string& name) {
  if (identities.users().find(name) != nullptr) return nullptr;
  const ServiceKey* key = identities.keys().findClient(name);
  return key == nullptr ? nullptr : identities.keys().findInstance(key->instance);
}

}  // namespace

Result<Operator> TenantGate::identify(const OperatorClaim& claim) {
  if (hasScheme(claim.authorization, "Bearer")) {
    if (const VerifiedUser user = tokens_.remembered(claim.authorization)) return admit(*user);
    const auto verified = tokens_.verify(claim.authorization);
    if (verified) return admit(**verified);
    return failure("API-401", "The token is not accepted: " + verified.error().text);
  }
  const auto user = passwords_.verify(claim.authorization);
  // A password that stands in clear in a file is for trying things out on the machine itself.
  if (!user || ((*user)->password.isClear() && !claim.from_loopback)) {
    return failure("API-401", "No user of the tenant has that name and password.");
  }
  return admit(**user);
}

Result<Operator> TenantGate::admit(const User& user) const {
  const auto identities = identities_.current();
  const ServiceInstance* instance = instanceOf(*identities, user.name);
  // Source: runtime-behaviour 1.5, the plans of the service.
  if (instance != nullptr && instance->plan != ServicePlan::Api) {
    return failure("API-403",
                   "'" + user.name + "' is a key of '" + instance->name +
                       "', an instance of the plan integration-flow, whose keys only call flows. Use a key of "
                       "an instance of the plan api: 'iflowsim instance set <name> --plan api --role <role>'.");
  }
  Operator known{.name = user.name, .roles = user.roles};
  known.roles.insert(known.roles.end(), user.groups.begin(), user.groups.end());
  return known;
}

}  // namespace iflowsim
