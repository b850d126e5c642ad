#include "app/server/tenant_values.h"

#include <yaml-cpp/yaml.h>

namespace iflowsim {

namespace {

tl::unexpected<Error> unreadable(const std::string& code, const std::filesystem::path& file,
                                 const YAML::Exception& error) {
  const std::string line = error.mark.is_null() ? "" : ':' + std::to_string(error.mark.line + 1);
  return failure(code,
                 file.string() + line + ": " + error.msg + ". Correct the entry; docs/tenant_folder.md shows one.");
}

}  // namespace

Result<void> FileCredentials::load() {
  std::map<std::string, UserCredential> loaded;
  try {
    if (std::filesystem::exists(file_)) {
      for (const auto& entry : YAML::LoadFile(file_.string())["credentials"]) {
        loaded[entry["alias"].as<std::string>()] = {entry["user"].as<std::string>(),
                                                    entry["password"].as<std::string>()};
      }
    }
  } catch (const YAML::Exception& error) {
    return unreadable("CREDENTIALS-001", file_, error);
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

Result<void> loadNumberRanges(const std::filesystem::path& file, NumberRangeStore& store) {
  try {
    if (!std::filesystem::exists(file)) return {};
    for (const auto& entry : YAML::LoadFile(file.string())["number_ranges"]) {
      const NumberRange defaults;
      store.define({.name = entry["name"].as<std::string>(),
                    .minimum = entry["minimum"].as<std::int64_t>(defaults.minimum),
                    .maximum = entry["maximum"].as<std::int64_t>(defaults.maximum),
                    .field_length = entry["field_length"].as<int>(defaults.field_length),
                    .rotate = entry["rotate"].as<bool>(defaults.rotate)});
    }
  } catch (const YAML::Exception& error) {
    return unreadable("VALUES-001", file, error);
  }
  return {};
}

}  // namespace iflowsim
