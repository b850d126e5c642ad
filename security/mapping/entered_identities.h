#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "runtime/base/result.h"
#include "security/mapping/certificate_mappings.h"
#include "security/mapping/identity_entries.h"
#include "security/mapping/oauth_clients.h"
#include "security/mapping/service_keys.h"

namespace iflowsim {

/// What was entered at run time, in the form that is written to disk: passwords and secrets are Argon2id hashes.
struct EnteredIdentities {
  struct EnteredUser {
    /// Empty: none.
    std::string password_hash;
    std::vector<std::string> groups;
    std::vector<std::string> roles;
  };
  struct EnteredKey {
    KeyType type = KeyType::ClientSecret;
    std::string client_id;
    std::string secret_hash;
    CertificatePtr certificate;
    bool pinned = true;
    TimePoint created_at;
  };
  struct EnteredClient {
    std::string name;
    std::string secret_hash;
    std::chrono::seconds token_lifetime{3600};
    std::string registration;
  };

  /// By name.
  std::map<std::string, EnteredUser, std::less<>> users;
  /// Roles by the group's name, descriptions by the role's.
  std::map<std::string, std::vector<std::string>, std::less<>> groups;
  std::map<std::string, std::string, std::less<>> roles;
  /// By id.
  std::map<std::string, CertificateMapping, std::less<>> mappings;
  std::map<std::string, ServiceInstance, std::less<>> instances;
  /// By instance and name.
  std::map<std::pair<std::string, std::string>, EnteredKey> keys;
  std::map<std::string, EnteredClient, std::less<>> clients;
};

/// From the file; one that is absent holds nothing. `ENTERED-001` when it cannot be read or understood: nothing of it
/// counts then, because a part of it might let somebody in whom the rest keeps out.
Result<EnteredIdentities> readEntered(const std::filesystem::path& file);

/// Writes the whole file anew, readable by its owner only. `MATERIAL-001`.
Result<void> writeEntered(const std::filesystem::path& file, const EnteredIdentities& entered);

}  // namespace iflowsim
