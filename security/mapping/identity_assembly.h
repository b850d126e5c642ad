#pragma once

#include <memory>
#include <string>

#include "runtime/base/diagnostic.h"
#include "security/mapping/entered_identities.h"
#include "security/mapping/tenant_files.h"
#include "security/mapping/tenant_identities.h"

namespace iflowsim {

/// What identities are put together from.
struct IdentitySources {
  const TenantFiles& files;
  const EnteredIdentities& entered;
  const std::shared_ptr<KeyUses>& uses;
  SecurityMode mode;
};

/// The identities of files and entered material together, made anew where `changed` says so and otherwise taken from
/// those before. Where a file and what was entered disagree, the file counts.
std::shared_ptr<const TenantIdentities> assemble(const IdentitySources& sources, const TenantIdentities& before,
                                                 IdentityParts changed);

/// A warning for everything that was entered and that a file of the tenant stands in the way of, or that lacks its
/// instance. `IDENTITY-001`, `IDENTITY-002`, at the file that the entered material is kept in.
Diagnostics judgeEntered(const TenantFiles& files, const EnteredIdentities& entered, const std::string& file);

}  // namespace iflowsim
