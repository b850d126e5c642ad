#pragma once

#include <filesystem>
#include <string>

#include "runtime/base/result.h"

namespace iflowsim {

enum class FileReader { OwnerOnly, Everyone };

/// Whether the file has to be on the disk before the call returns, so that it outlives a power failure.
enum class FileKeeping { Synced, Lazy };

/// Writes beside the file and renames, so that whoever reads it finds the old or the new text, never a part of one, and
/// a private file is private from its first byte. Two writers at a time are not expected.
/// `MATERIAL-001` when it cannot be written; the text names the file.
Result<void> writeWholeFile(const std::filesystem::path& file, const std::string& text, FileReader reader,
                            FileKeeping keeping = FileKeeping::Synced);

/// Makes the folder and those above it where they are missing, and lets only its owner enter it. `MATERIAL-001`.
Result<void> makePrivateFolder(const std::filesystem::path& folder);

}  // namespace iflowsim
