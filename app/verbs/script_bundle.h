#pragma once

#include <filesystem>
#include <string>

#include "runtime/base/result.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim {

/// A script with what it finds beside itself.
struct LoneScript {
  ScriptBundle bundle;
  ScriptEntry entry;
};

/// The script of a file, or that of this name in the bundle, among the files of the bundle: an exported one, or a
/// folder or zip of scripts, jars and resources; none when its path is empty. `SCRIPT-006` when one of them cannot be
/// used.
Result<LoneScript> readScript(const std::string& file, const std::filesystem::path& bundle);

}  // namespace iflowsim
