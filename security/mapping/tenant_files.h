#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "runtime/base/diagnostic.h"
#include "security/mapping/certificate_mappings_reader.h"
#include "security/mapping/service_keys_reader.h"
#include "security/mapping/users_reader.h"

namespace iflowsim {

/// Parts of the identities that change by themselves; to be combined.
struct IdentityParts {
  bool users = false;
  bool mappings = false;
  bool keys = false;
  bool clients = false;

  bool any() const { return users || mappings || keys || clients; }
};

/// The identities that stand in the tenant's own files, as they were when each file was last in order. Not thread-safe.
class TenantFiles {
 public:
  struct Outcome {
    IdentityParts changed;
    Diagnostics findings;
  };

  /// Reads the files of `<folder>/security` again. One with errors leaves what was read of it before.
  Outcome load(const std::filesystem::path& folder, const MappingLimits& limits);

  const UserDirectory& users() const { return *users_.users; }
  const UserRecord* findUser(std::string_view name) const;
  const GroupRecord* findGroup(std::string_view name) const;
  const std::vector<UserRecord>& userRecords() const { return users_.records; }
  const std::vector<GroupRecord>& groups() const { return users_.groups; }
  const std::vector<CertificateMapping>& mappings() const { return mappings_; }
  const std::vector<ServiceInstance>& instances() const { return keys_.instances; }
  const std::vector<ServiceKey>& keys() const { return keys_.keys; }
  const OAuthClients& clients() const { return clients_.clients; }

 private:
  /// The text of a file when it was last read, and what was said of it then. No text: there was no file.
  struct Remembered {
    bool read = false;
    std::optional<std::string> text;
    Diagnostics findings;
  };

  void loadUsers(const std::filesystem::path& file, Outcome& outcome);
  void loadMappings(const std::filesystem::path& file, const MappingLimits& limits, Outcome& outcome);
  void loadKeys(const std::filesystem::path& file, Outcome& outcome);
  void loadClients(const std::filesystem::path& file, Outcome& outcome);

  UsersFile users_{std::make_shared<UserDirectory>()};
  std::vector<CertificateMapping> mappings_;
  ServiceKeysFile keys_;
  OAuthClientsFile clients_;
  Remembered users_text_;
  std::optional<std::string> keys_text_;
  Remembered clients_text_;
};

}  // namespace iflowsim
