#pragma once

#include <filesystem>
#include <string>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "security/mapping/identity_entries.h"
#include "security/mapping/service_keys.h"

namespace iflowsim {

/// Makes what a service key consists of. Stateless but for the authority, whose files must not be used by two makers at
/// a time.
class KeyMaker {
 public:
  /// `state`: the folder that the authority's certificate and key are kept in.
  KeyMaker(const Clock& clock, std::filesystem::path state, std::string subdomain)
      : clock_(clock), state_(std::move(state)), subdomain_(std::move(subdomain)) {}

  struct MadeKey {
    CreatedKey created;
    /// Argon2id hash of the secret; empty for certificates.
    std::string secret_hash;
  };

  /// The key of an order that was checked. `MATERIAL-001`, `MATERIAL-002`. Some tens of milliseconds, for a type
  /// certificate some hundred.
  Result<MadeKey> make(const KeyOrder& order, ServicePlan plan) const;

  /// The certificate of the authority for keys of type certificate, made when it is missing or would end within a year.
  Result<std::filesystem::path> authority() const;

  /// A random secret in the form of the product's: `<guid>$<43 characters>=`.
  static std::string makeSecret();

 private:
  Result<void> makeCertificateKey(const KeyOrder& order, const std::string& guid, CreatedKey& created) const;
  Result<void> makeAuthority(const std::filesystem::path& certificate, const std::filesystem::path& key) const;
  std::string clientId(const std::string& guid, ServicePlan plan) const;

  const Clock& clock_;
  std::filesystem::path state_;
  std::string subdomain_;
};

}  // namespace iflowsim
