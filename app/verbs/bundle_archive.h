#pragma once

#include <filesystem>
#include <string>

#include "iflows/model/resources.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// Writes the files of a bundle as a zip, the manifest first; a file already there is replaced whole or not at all.
/// `IMPORT-003` when it cannot be written.
Result<void> writeBundleArchive(const Resources& resources, const std::filesystem::path& file);

/// The file name of a bundle with that id; characters a file name should not have become `_`.
std::string bundleFileName(const std::string& id);

}  // namespace iflowsim
