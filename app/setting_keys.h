#pragma once

#include <functional>
#include <string>
#include <vector>

namespace iflowsim {

struct TenantConfig;

/// One setting of a tenant: the only declaration of its name, its values and where it goes.
struct SettingKey {
  std::string name;
  std::string meaning;
  /// Values it takes, in words.
  std::string takes;
  /// False when the value is none of those.
  std::function<bool(TenantConfig&, const std::string& value)> apply;
};

const std::vector<SettingKey>& settingKeys();
/// Null when there is no such setting.
const SettingKey* findSettingKey(const std::string& name);
const std::vector<std::string>& settingKeyNames();

}  // namespace iflowsim
