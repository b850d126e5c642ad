#include "app/plugins/plugin_library.h"

#include <string>
#include <string_view>
#include <utility>

#include <dlfcn.h>

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

constexpr const char* kBuildAgain = "Build it again with the headers that were installed with this iflowsim.";

/// The loader's reason; the path before it stands in the finding already.
std::string loaderReason(const fs::path& library) {
  const char* reason = ::dlerror();
  std::string text = reason == nullptr ? "the system tells no reason" : reason;
  const std::string prefix = library.string() + ": ";
  if (text.starts_with(prefix)) text.erase(0, prefix.size());
  return text;
}

void* load(const fs::path& library, int mode, Diagnostics& findings) {
  void* loaded = ::dlopen(library.c_str(), mode | RTLD_LOCAL);
  if (loaded != nullptr) return loaded;
  const std::string reason = loaderReason(library);
  const bool misses_ours = reason.find("undefined symbol") != std::string::npos;
  findings.add(pluginError(
      "PLUGIN-002", library, "The library cannot be loaded: " + reason + '.',
      misses_ours ? kBuildAgain : "Give a shared library for this machine, and install the libraries it needs."));
  return nullptr;
}

bool fits(const PluginDescription& plugin, const fs::path& library, Diagnostics& findings) {
  if (plugin.interface_version != kPluginInterface) {
    findings.add(pluginError("PLUGIN-004", library,
                             "The plug-in was built for version " + std::to_string(plugin.interface_version) +
                                 " of the plug-in interface; this program has version " +
                                 std::to_string(kPluginInterface) + '.',
                             kBuildAgain));
    return false;
  }
  if (std::string_view(plugin.abi) != kPluginAbi) {
    findings.add(
        pluginError("PLUGIN-005", library,
                    "The plug-in was built with " + std::string(plugin.abi) + "; this program with " + kPluginAbi + '.',
                    "Build it again with the compiler of this program."));
    return false;
  }
  if (plugin.layout != pluginLayout()) {
    findings.add(pluginError("PLUGIN-005", library,
                             "The types the plug-in was compiled with are not those of this program.", kBuildAgain));
    return false;
  }
  return true;
}

}  // namespace

Diagnostic pluginError(std::string code, const fs::path& library, std::string message, std::string remedy) {
  return {.severity = Severity::Error,
          .code = std::move(code),
          .place = {library.string()},
          .message = std::move(message),
          .remedy = std::move(remedy)};
}

const PluginDescription* openPlugin(const fs::path& given, Diagnostics& findings) {
  std::error_code error;
  if (!fs::is_regular_file(given, error)) {
    findings.add(
        pluginError("PLUGIN-001", given, "There is no such file.", "Correct the path, or build the plug-in first."));
    return nullptr;
  }
  // Without a folder in it the system would look for the name elsewhere.
  const fs::path library = fs::absolute(given, error);
  // Functions are looked up when they are first called, so that a library of another version can be asked which.
  void* loaded = load(library, RTLD_LAZY, findings);
  if (loaded == nullptr) return nullptr;
  const auto entry = reinterpret_cast<PluginEntry>(::dlsym(loaded, kPluginEntry));
  const PluginDescription* plugin = entry == nullptr ? nullptr : entry();
  if (plugin == nullptr) {
    findings.add(pluginError("PLUGIN-003", library,
                             "The library is no plug-in: it has no function " + std::string(kPluginEntry) + '.',
                             "Declare it with IFLOWSIM_PLUGIN of runtime/spi/plugin.h."));
    return nullptr;
  }
  const bool usable = fits(*plugin, library, findings) && load(library, RTLD_NOW, findings) != nullptr;
  return usable ? plugin : nullptr;
}

}  // namespace iflowsim
