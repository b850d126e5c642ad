#pragma once

#include <filesystem>
#include <string>

namespace iflowsim {

/// Names, sizes and times of everything at and below a path, as one text: two equal texts mean nothing changed. Empty
/// when the path does not exist. Never throws.
std::string fileFingerprint(const std::filesystem::path& path);

}  // namespace iflowsim
