#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/credentials.h"

namespace iflowsim {

/// The user credentials and secure parameters of `security/credentials.yaml`, read again on `load`. A secure parameter
/// is a credential whose user is its alias. Thread-safe. Source: script-api 4.1.
class FileCredentials final : public CredentialStore {
 public:
  explicit FileCredentials(std::filesystem::path file) : file_(std::move(file)) {}

  /// With an error in the file what was loaded before stays: those of `YamlReader`, `CREDENTIALS-004` an alias stands
  /// twice. No file: none.
  Diagnostics load();
  std::optional<UserCredential> userCredential(const std::string& alias) const override;

 private:
  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::map<std::string, UserCredential> by_alias_;
};

}  // namespace iflowsim
