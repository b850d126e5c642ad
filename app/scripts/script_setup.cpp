#include "app/scripts/script_setup.h"

#include <system_error>

#include "app/scripts/companions.h"
#include "runtime/script/java_host.h"
#include "runtime/script/script_host.h"

namespace iflowsim {

namespace {

/// What the build put beside the folder of this program; empty when that cannot be told.
std::filesystem::path argumentsFile() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : program.parent_path().parent_path() / "lib" / "script_host.args";
}

}  // namespace

std::unique_ptr<ScriptEngine> makeScriptEngine(const ScriptSettings& settings, const std::filesystem::path& scratch,
                                               const BodyBuilder::Options& bodies, const Companions& companions,
                                               const script::TenantServices& tenant) {
  const script::JavaHostOptions java{.java = settings.java,
                                     .arguments_file = argumentsFile(),
                                     .scratch = scratch,
                                     .cache = scratch.empty() ? scratch : scratch / "classes",
                                     .heap_limit = settings.heap_limit,
                                     .allow_network = settings.allow_network,
                                     .log = settings.log};
  script::ScriptHost::Options options{.launch = [java] { return script::startJavaHost(java); }};
  options.collections = [&companions](const std::string& id) { return companions.scriptCollection(id); };
  options.time_limit = settings.time_limit;
  options.body = bodies;
  return std::make_unique<script::ScriptHost>(std::move(options), tenant);
}

}  // namespace iflowsim
