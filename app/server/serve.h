#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace iflowsim {

/// Runs a tenant until SIGTERM or SIGINT: prints `ready runtime=<url> management=<url> flows=<n>` when it accepts
/// calls, and takes over changes of the folder. Returns the exit status: 0 after a stop, 1 when it could not start, 2
/// for unusable settings.
int serve(const std::filesystem::path& folder, const std::map<std::string, std::string>& overrides);

}  // namespace iflowsim
