#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

/// A plug-in in use. The adapters live as long as the registry.
struct LoadedPlugin {
  std::string name;
  std::string version;
  std::filesystem::path file;
  std::vector<const AdapterSpec*> adapters;

  /// `folder 1.0.0`: the origin of its adapters.
  std::string title() const { return version.empty() ? name : name + ' ' + version; }
};

/// The plug-ins of one run of the program: loads libraries and adds their adapters to the registry, all of a library or
/// none. A library that does not fit never ends the program; it is an error among the findings: those of `openPlugin`,
/// `PLUGIN-006` an adapter that is there already, `PLUGIN-007` an exception while it registers, `PLUGIN-008` an adapter
/// that nothing could be built from. All are loaded before the registry is used. Not thread-safe.
class Plugins {
 public:
  /// The registry has the built-in adapters already, and outlives this.
  explicit Plugins(AdapterRegistry& registry) : registry_(registry) {}

  /// Does nothing when that file is loaded already.
  Diagnostics load(const std::filesystem::path& library);
  Diagnostics load(const std::vector<std::string>& libraries);
  /// Loads each `*.so` of the tenant's folder `plugins` in the order of their names. A tenant without one has none.
  Diagnostics loadTenant(const std::filesystem::path& tenant);

  const std::vector<LoadedPlugin>& loaded() const { return loaded_; }

 private:
  AdapterRegistry& registry_;
  std::vector<LoadedPlugin> loaded_;
};

}  // namespace iflowsim
