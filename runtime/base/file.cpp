#include "runtime/base/file.h"

#include <array>
#include <fstream>
#include <utility>

namespace iflowsim {

std::optional<std::string> readFile(const std::filesystem::path& file, std::size_t limit) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::string bytes;
  std::array<char, 16384> chunk{};
  while (stream) {
    stream.read(chunk.data(), chunk.size());
    bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) return std::nullopt;
  }
  return stream.eof() ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace iflowsim
