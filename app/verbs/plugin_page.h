#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "app/plugins/plugins.h"

namespace iflowsim {

/// For people: each plug-in with its adapters and how closely they do what the product does, as they say themselves.
/// Empty when there is none.
std::string pluginText(const Plugins& plugins);
/// The same for programs: a list of `name`, `version`, `file`, `adapters` (`type`, `protocol`, `direction`, `name`,
/// `fidelity`, `difference`).
nlohmann::ordered_json pluginJson(const Plugins& plugins);

}  // namespace iflowsim
