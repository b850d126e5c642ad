#pragma once

#include <string>
#include <vector>

#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// A resource of a package export that holds an artifact.
struct PackageEntry {
  /// Entry of the archive, `<32 hex digits>_content`.
  std::string path;
  /// What to call it in diagnostics: its display name, or the path when there is none.
  std::string title;
};

inline constexpr const char* kPackageContent = "resources.cnt";

/// The entries of a package export (recognised by `resources.cnt`) that may hold bundles: those listed as flows, script
/// collections and mappings, then every other `_content` entry, because older packages publish bundles as plain files.
/// `PACKAGE-001` (a warning) when the list is not readable; `PACKAGE-002` when a listed artifact is not in the archive.
std::vector<PackageEntry> packageEntries(const Resources& resources, const std::string& label,
                                         Diagnostics& diagnostics);

}  // namespace iflowsim
