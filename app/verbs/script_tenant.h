#pragma once

#include <filesystem>
#include <memory>

#include "app/scripts/companions.h"
#include "app/scripts/script_setup.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// What a script that runs alone may ask of a tenant: that of its folder, without a server. Numbers are drawn from the
/// beginning of their ranges, and the tenant's own ranges stay as they are. Outlives the engine.
class ScriptTenant {
 public:
  /// Reads the folder; with an empty one there is nothing to ask for. Problems are findings.
  explicit ScriptTenant(const std::filesystem::path& folder);
  ~ScriptTenant();
  ScriptTenant(const ScriptTenant&) = delete;
  ScriptTenant& operator=(const ScriptTenant&) = delete;

  const Diagnostics& findings() const { return findings_; }
  /// An engine with the settings of the tenant, whose log lines go to `log`.
  std::unique_ptr<ScriptEngine> engine(const ScriptSettings::Log& log) const;

 private:
  class Ground;

  Diagnostics findings_;
  ScriptSettings settings_;
  BodyBuilder::Options bodies_;
  Companions companions_;
  std::unique_ptr<Ground> ground_;
};

}  // namespace iflowsim
