#pragma once

#include <optional>
#include <string>

namespace iflowsim {

/// A deployed user credential.
struct UserCredential {
  std::string user;
  std::string password;
};

/// Credentials deployed on the tenant, by alias. Thread-safe. Read at each call, so a change takes effect at once.
class CredentialStore {
 public:
  virtual ~CredentialStore() = default;
  virtual std::optional<UserCredential> userCredential(const std::string& alias) const = 0;
};

}  // namespace iflowsim
