#pragma once

#include <filesystem>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/plugin.h"

namespace iflowsim {

/// Loads a library and gives what it says of itself, once it is known to fit this program; null with an error among the
/// findings when it does not. The library stays loaded to the end of the program, also when it does not fit: running
/// code and exceptions may come from it. Errors: `PLUGIN-001` no such file, `PLUGIN-002` no library that can be loaded,
/// `PLUGIN-003` no plug-in, `PLUGIN-004` another interface version, `PLUGIN-005` another compiler or other types.
const PluginDescription* openPlugin(const std::filesystem::path& library, Diagnostics& findings);

/// An error about a plug-in's library.
Diagnostic pluginError(std::string code, const std::filesystem::path& library, std::string message, std::string remedy);

}  // namespace iflowsim
