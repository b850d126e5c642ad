#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// The file of a tenant folder with the configured values of a flow's externalised parameters.
std::filesystem::path configuredParametersFile(const std::filesystem::path& tenant, const std::string& flow_id);

/// Its values, which win over the bundle's; none when there is no file or, with the error `PARAM-007`, it cannot be
/// read.
std::map<std::string, std::string> readConfiguredParameters(const std::filesystem::path& tenant,
                                                            const std::string& flow_id, Diagnostics& findings);

}  // namespace iflowsim
