#pragma once

#include <filesystem>

#include <yaml-cpp/yaml.h>

namespace iflowsim {

/// Writes a flow that a spec sketches in YAML as an unpacked bundle, in the format a tenant exports. Throws
/// std::runtime_error with the place when the sketch is wrong. The form of a sketch: tests/flows/README.md.
void writeFlowBundle(const YAML::Node& sketch, const std::filesystem::path& folder);

}  // namespace iflowsim
