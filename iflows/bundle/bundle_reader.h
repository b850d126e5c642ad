#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "iflows/bundle/artifact.h"
#include "iflows/bundle/bundle_limits.h"

namespace iflowsim {

/// Configured values of the externalised parameters of a flow, by name; they win over the values in the bundle.
using ConfiguredParameters = std::function<std::map<std::string, std::string>(const std::string& flow_id)>;

struct ReadOptions {
  BundleLimits limits = {};
  /// Called once for each flow; empty: the bundle's own values are used.
  ConfiguredParameters configured = {};
  /// A parameter without a value is an error instead of a warning.
  bool strict_parameters = false;
};

/// Reads every artifact found at a path: a bundle as a zip or as an unpacked folder, a package export, a zip that holds
/// zips, or a folder of any of these. What cannot be read is a diagnostic, never an exception; all problems of a bundle
/// are reported at once. Artifacts come in the order of their paths. Reads only below the path and nothing twice, keeps
/// no state, and may be called by several threads. Source: iflow-format sections 1 to 7 and 13.
BundleSet readBundles(const std::filesystem::path& zip_or_folder, const ReadOptions& options = {});

}  // namespace iflowsim
