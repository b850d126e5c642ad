#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "iflows/bundle/read_budget.h"
#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// The bytes of a file; nothing and `BUNDLE-001` when it cannot be read, `LIMIT-010` when it is larger than
/// `max_archive_bytes`.
std::optional<std::string> readFile(const std::filesystem::path& file, const BundleLimits& limits,
                                    Diagnostics& diagnostics);

/// All files below a folder, hidden folders left out. Nothing, and the reason, when a limit is exceeded (`LIMIT-001` to
/// `LIMIT-003`, `LIMIT-009`) or something cannot be read. Does not follow links to folders.
std::optional<Resources> readFolder(const std::filesystem::path& folder, ReadBudget& budget, Diagnostics& diagnostics);

}  // namespace iflowsim
