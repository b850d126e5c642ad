#include "app/server/file_fingerprint.h"

#include <algorithm>
#include <system_error>
#include <vector>

namespace iflowsim {

namespace {

std::string describe(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::is_directory(path, error) ? 0 : std::filesystem::file_size(path, error);
  const auto time = std::filesystem::last_write_time(path, error);
  return path.string() + '|' + std::to_string(size) + '|' + std::to_string(time.time_since_epoch().count()) + '\n';
}

}  // namespace

std::string fileFingerprint(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  std::vector<std::string> lines{describe(path)};
  if (std::filesystem::is_directory(path, error)) {
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (auto at = std::filesystem::recursive_directory_iterator(path, options, error);
         !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
      lines.push_back(describe(at->path()));
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

}  // namespace iflowsim
