#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"
#include "runtime/base/diagnostic.h"
#include "runtime/base/result.h"
#include "security/mapping/identity_entries.h"
#include "security/mapping/tenant_identities.h"

namespace iflowsim {

/// Owns whom the tenant knows: what stands in its own files and what was entered at run time. Every change takes effect
/// with the next `current()`; what was entered is on disk before the call returns. Thread-safe; changes wait for each
/// other and for the disk, `current()` does not.
///
/// Entered material is kept in `<state>/security/identities.json`, readable by its owner only, passwords and secrets as
/// Argon2id hashes. Errors: `IDENTITY-400` wrong input, `IDENTITY-404` nothing of that name, `IDENTITY-409` it stands
/// in a file of the tenant or is taken by something else, `IDENTITY-500` the disk or OpenSSL failed; nothing changed
/// then. What hashes a password takes some tens of milliseconds.
class IdentityStore {
 public:
  struct Options {
    SecurityMode mode = SecurityMode::Neo;
    /// The tenant's state folder.
    std::filesystem::path state = {};
    /// The product's limits are 2 MB and about 2000 certificates.
    std::size_t max_mappings = 2000;
    std::size_t max_mapping_bytes = std::size_t{2} << 20U;
    /// In client ids and scopes: `sb-<guid>!b1|it-rt-<subdomain>!b1`.
    std::string subdomain = "local";
    /// Told of every change, in order, before the call that changed returns; not of what the constructor finds. Must
    /// not call a changing function.
    std::function<void(const std::shared_ptr<const TenantIdentities>&)> on_change = {};
  };

  /// Takes up what was entered before. The clock must outlive it.
  IdentityStore(const Clock& clock, Options options);
  ~IdentityStore();

  /// Never null.
  std::shared_ptr<const TenantIdentities> current() const;
  /// Grows with every change, after `current()` answers it.
  std::uint64_t generation() const;

  /// Reads `security/users.yaml`, `certificate-mappings.yaml`, `service-keys.yaml` and `oauth-clients.yaml` of the
  /// tenant's folder. Of a file with errors, what was read of it before stays. Returns all findings, also about what
  /// was entered before.
  Diagnostics load(const std::filesystem::path& folder);

  /// Adds the user or changes the one of that name.
  Result<void> saveUser(const UserEntry& user);
  Result<void> deleteUser(std::string_view name);
  Result<void> saveGroup(const GroupEntry& group);
  /// Its members are users without it from then on.
  Result<void> deleteGroup(std::string_view name);
  /// Adds a custom role or changes its description; predefined roles stay as they are.
  Result<void> saveRole(const RoleEntry& role);
  /// Takes it from everything that was entered.
  Result<void> deleteRole(std::string_view name);

  /// Maps the certificate to the user, whether or not it was mapped before. `by` is who asks for it.
  Result<CertificateMapping> saveMapping(const MappingEntry& mapping, const std::string& by);
  /// Changes user, certificate or both of the mapping with that id (either of its ids).
  Result<CertificateMapping> changeMapping(std::string_view id, const MappingEntry& mapping, const std::string& by);
  Result<void> deleteMapping(std::string_view id);

  /// Adds the instance or changes the one of that name; a changed instance keeps its keys.
  Result<void> saveInstance(const ServiceInstance& instance);
  /// With its keys.
  Result<void> deleteInstance(std::string_view name);
  /// Makes a key for an instance, also for one of a file; the only time that its secret or private key is known.
  Result<CreatedKey> createKey(const KeyOrder& order);
  Result<void> deleteKey(std::string_view instance, std::string_view name);

  /// Adds the client or changes the one of that id.
  Result<CreatedClient> saveOAuthClient(const OAuthClientEntry& client);
  Result<void> deleteOAuthClient(std::string_view id);

  /// The certificate of the authority that signs the certificates of keys of type certificate; made at its first use.
  /// Belongs in the load balancer's list of trusted roots. `IDENTITY-500`.
  Result<std::filesystem::path> keyAuthority() const;

 private:
  class Ledger;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace iflowsim
