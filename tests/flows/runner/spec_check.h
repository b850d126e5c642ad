#pragma once

#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace iflowsim {

class SpecTenant;

/// Runs what the spec says under `when` and compares with `then`; one text for each difference.
std::vector<std::string> checkSpec(const YAML::Node& spec, SpecTenant& tenant);

}  // namespace iflowsim
