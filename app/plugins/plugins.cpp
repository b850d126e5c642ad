#include "app/plugins/plugins.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <set>
#include <stdexcept>

#include "app/plugins/plugin_library.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTakeOut = "Ask its author, or take it out.";

/// Lets the plug-in register into a registry of its own; what goes wrong in its code must not end the program.
std::optional<Diagnostic> collect(const PluginDescription& description, const fs::path& file, AdapterRegistry& own) {
  std::string reason;
  try {
    if (description.register_adapters == nullptr) throw std::logic_error("There is no function that does it.");
    description.register_adapters(own);
    return std::nullopt;
  } catch (const std::exception& error) {
    reason = error.what();
  } catch (...) {
    reason = "An exception without a text.";
  }
  return pluginError("PLUGIN-007", file, "The plug-in failed while it registered its adapters: " + reason, kTakeOut);
}

std::string named(const AdapterSpec& spec) {
  const std::string protocol = spec.protocol.empty() ? "" : " with the protocol '" + spec.protocol + '\'';
  return std::string(spec.direction == Direction::Sender ? "sender" : "receiver") + " adapter '" + spec.type + '\'' +
         protocol;
}

bool isBuildable(const AdapterSpec& spec) {
  if (spec.type.empty() || spec.name.empty()) return false;
  return spec.direction == Direction::Sender ? spec.build_sender != nullptr : spec.build_receiver != nullptr;
}

std::optional<Diagnostic> judge(const AdapterSpec& spec, const fs::path& file, const AdapterRegistry& registry) {
  if (!isBuildable(spec)) {
    return pluginError(
        "PLUGIN-008", file,
        "The plug-in's " + named(spec) + " has no type, no name, or no function that builds it in its direction.",
        kTakeOut);
  }
  const AdapterSpec* holder = registry.find(spec.type, spec.direction, spec.protocol);
  if (holder == nullptr || holder->protocol != spec.protocol) return std::nullopt;
  const std::string whose = holder->origin.empty() ? "is built in" : "comes from the plug-in '" + holder->origin + '\'';
  return pluginError("PLUGIN-006", file,
                     "The plug-in's " + named(spec) + " is there already: '" + holder->name + "' " + whose + '.',
                     "Take one of the two out, or give the plug-in's adapter a type of its own.");
}

}  // namespace

Diagnostics Plugins::load(const fs::path& library) {
  Diagnostics findings;
  std::error_code error;
  LoadedPlugin plugin{.name = {}, .version = {}, .file = fs::weakly_canonical(library, error), .adapters = {}};
  if (std::any_of(loaded_.begin(), loaded_.end(), [&](const auto& other) { return other.file == plugin.file; })) {
    return findings;
  }
  const PluginDescription* description = openPlugin(library, findings);
  if (description == nullptr) return findings;
  plugin.name = description->name;
  plugin.version = description->version;
  AdapterRegistry own;
  if (auto failed = collect(*description, library, own)) findings.add(std::move(*failed));
  for (const auto& spec : own.all()) {
    if (auto problem = judge(*spec, library, registry_)) findings.add(std::move(*problem));
  }
  if (findings.hasErrors()) return findings;
  for (const auto& spec : own.all()) {
    AdapterSpec copy = *spec;
    copy.origin = plugin.title();
    registry_.add(std::move(copy));
    plugin.adapters.push_back(registry_.all().back().get());
  }
  loaded_.push_back(std::move(plugin));
  return findings;
}

Diagnostics Plugins::load(const std::vector<std::string>& libraries) {
  Diagnostics findings;
  for (const std::string& library : libraries) findings.append(load(fs::path(library)));
  return findings;
}

Diagnostics Plugins::loadTenant(const fs::path& tenant) {
  std::set<std::string> libraries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(tenant / "plugins", error)) {
    if (entry.path().extension() == ".so") libraries.insert(entry.path().string());
  }
  return load(std::vector<std::string>(libraries.begin(), libraries.end()));
}

}  // namespace iflowsim
