#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "runtime/message/body.h"
#include "runtime/script/host_output.h"
#include "runtime/script/tenant_services.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim {

class Companions;

/// How scripts run; the settings `scripts.*` of docs/tenant_folder.md.
struct ScriptSettings {
  using Log = script::HostOutput::Log;

  /// The program that runs them, found on the path when it is no path itself.
  std::string java = "java";
  /// Most memory of all scripts, in mebibytes.
  int heap_limit = 256;
  /// What one call may take.
  std::chrono::milliseconds time_limit{60'000};
  /// Scripts may open connections.
  bool allow_network = false;
  /// Takes the lines that scripts log and print; none: the log of the server.
  Log log = nullptr;
};

/// Makes what runs the scripts of a tenant, in a process that starts with the first script. `scratch` is the folder
/// below which scripts may write, empty for one that goes with the process; the companions have the script collections
/// and outlive it.
std::unique_ptr<ScriptEngine> makeScriptEngine(const ScriptSettings& settings, const std::filesystem::path& scratch,
                                               const BodyBuilder::Options& bodies, const Companions& companions,
                                               const script::TenantServices& tenant);

}  // namespace iflowsim
