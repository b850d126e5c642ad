#include "app/server/file_credentials.h"

#include <yaml-cpp/yaml.h>

namespace iflowsim {

namespace {

tl::unexpected<Error> unreadable(const std::filesystem::path& file, const YAML::Exception& error) {
  const std::string line = error.mark.is_null() ? "" : ':' + std::to_string(error.mark.line + 1);
  return failure("CREDENTIALS-001",
                 file.string() + line + ": " + error.msg + ". Correct the entry; docs/tenant_folder.md shows one.");
}

}  // namespace

Result<void> FileCredentials::load() {
  std::map<std::string, UserCredential> loaded;
  try {
    if (std::filesystem::exists(file_)) {
      const YAML::Node file = YAML::LoadFile(file_.string());
      for (const auto& entry : file["credentials"]) {
        loaded[entry["alias"].as<std::string>()] = {entry["user"].as<std::string>(),
                                                    entry["password"].as<std::string>()};
      }
      for (const auto& entry : file["secure_parameters"]) {
        const auto alias = entry["alias"].as<std::string>();
        loaded[alias] = {alias, entry["value"].as<std::string>()};
      }
    }
  } catch (const YAML::Exception& error) {
    return unreadable(file_, error);
  }
  const std::lock_guard lock(mutex_);
  by_alias_ = std::move(loaded);
  return {};
}

std::optional<UserCredential> FileCredentials::userCredential(const std::string& alias) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_alias_.find(alias);
  if (found == by_alias_.end()) return std::nullopt;
  return found->second;
}

}  // namespace iflowsim
