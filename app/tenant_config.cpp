#include "app/tenant_config.h"

#include <charconv>
#include <functional>
#include <limits>

#include <Poco/AutoPtr.h>
#include <Poco/Environment.h>
#include <Poco/Util/LayeredConfiguration.h>
#include <Poco/Util/MapConfiguration.h>
#include <yaml-cpp/yaml.h>

#include "app/setting_keys.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using Settings = std::map<std::string, std::string>;

std::string envName(const std::string& key) {
  std::string name = "IFLOWSIM_";
  for (const char c : key) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

/// `ports: {runtime: 1}` becomes `ports.runtime`; lists are joined by comma.
void flatten(const YAML::Node& node, const std::string& prefix, Settings& settings) {
  if (node.IsMap()) {
    for (const auto& entry : node) {
      const auto key = entry.first.as<std::string>();
      flatten(entry.second, prefix.empty() ? key : prefix + '.' + key, settings);
    }
  } else if (node.IsSequence()) {
    std::vector<std::string> items;
    for (const auto& item : node) items.push_back(item.as<std::string>());
    settings[prefix] = join(items, ",");
  } else if (node.IsScalar()) {
    settings[prefix] = node.as<std::string>();
  }
}

Result<Settings> readFile(const std::filesystem::path& file) {
  Settings settings;
  if (!std::filesystem::exists(file)) return settings;
  try {
    flatten(YAML::LoadFile(file.string()), "", settings);
  } catch (const YAML::Exception& error) {
    return failure("CONFIG-001", file.string() + ':' + std::to_string(error.mark.line + 1) +
                                     ": the file is not readable YAML: " + error.msg + ". Correct the line.");
  }
  return settings;
}

Result<void> refuseUnknownKeys(const Settings& settings, const std::string& origin) {
  for (const auto& [key, value] : settings) {
    if (findSettingKey(key) != nullptr) continue;
    const std::string nearest = nearestName(key, settingKeyNames());
    return failure("CONFIG-002", origin + ": the setting '" + key + "' is not known. " +
                                     (nearest.empty() ? "See docs/tenant_folder.md for the settings there are."
                                                      : "Did you mean '" + nearest + "'?"));
  }
  return {};
}

Poco::AutoPtr<Poco::Util::MapConfiguration> layer(const Settings& settings) {
  Poco::AutoPtr<Poco::Util::MapConfiguration> map(new Poco::Util::MapConfiguration);
  for (const auto& [key, value] : settings) map->setString(key, value);
  return map;
}

Settings readEnvironment() {
  Settings settings;
  for (const std::string& key : settingKeyNames()) {
    if (Poco::Environment::has(envName(key))) settings[key] = Poco::Environment::get(envName(key));
  }
  return settings;
}

}  // namespace

Result<TenantConfig> TenantConfig::load(const std::filesystem::path& folder,
                                        const std::map<std::string, std::string>& overrides) {
  if (!std::filesystem::is_directory(folder)) {
    return failure("CONFIG-001", "The tenant folder " + folder.string() + " does not exist. Name an existing folder.");
  }
  const auto file = readFile(folder / "tenant.yaml");
  if (!file) return tl::unexpected(file.error());
  if (const auto known = refuseUnknownKeys(*file, (folder / "tenant.yaml").string()); !known) {
    return tl::unexpected(known.error());
  }
  if (const auto known = refuseUnknownKeys(overrides, "-D"); !known) return tl::unexpected(known.error());

  Poco::AutoPtr<Poco::Util::LayeredConfiguration> layers(new Poco::Util::LayeredConfiguration);
  layers->add(layer(overrides), -2);
  layers->add(layer(readEnvironment()), -1);
  layers->add(layer(*file), 0);

  TenantConfig config;
  config.folder = std::filesystem::absolute(folder).lexically_normal();
  config.state = config.folder / ".iflowsim";
  for (const std::string& name : settingKeyNames()) {
    if (!layers->hasProperty(name)) continue;
    const std::string value = layers->getRawString(name);
    if (findSettingKey(name)->apply(config, value)) continue;
    return failure("CONFIG-003", "The setting '" + name + "' has the value '" + value + "'; it takes " +
                                     findSettingKey(name)->takes + '.');
  }
  config.engine.runtime.neo = config.neo;
  return config;
}

}  // namespace iflowsim
