#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "runtime/base/result.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

/// The user credentials of `security/credentials.yaml`, read again on `load`. Thread-safe.
class FileCredentials final : public CredentialStore {
 public:
  explicit FileCredentials(std::filesystem::path file) : file_(std::move(file)) {}

  /// `CREDENTIALS-001` with file and line when the file is wrong; what was loaded before stays. No file: none.
  Result<void> load();
  std::optional<UserCredential> userCredential(const std::string& alias) const override;

 private:
  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::map<std::string, UserCredential> by_alias_;
};

/// Defines the number ranges of `values/number_ranges.yaml` in the store. `VALUES-001` with file and line when the file
/// is wrong. No file: none.
Result<void> loadNumberRanges(const std::filesystem::path& file, NumberRangeStore& store);

}  // namespace iflowsim
