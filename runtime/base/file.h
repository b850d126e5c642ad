#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace iflowsim {

/// What a file has at most that people write or keep by hand.
constexpr std::size_t kLargestOwnFile = std::size_t{16} << 20U;

/// The bytes of a file that has at most `limit`; nothing when it is larger, is no file or cannot be read.
std::optional<std::string> readFile(const std::filesystem::path& file, std::size_t limit = kLargestOwnFile);

}  // namespace iflowsim
