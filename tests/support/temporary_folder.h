#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace iflowsim::testing {

/// A folder of its own for a test; removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file, making the folders above it, and gives its path.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;
  /// Writes all of them below a subfolder.
  void writeAll(const std::string& below, const std::map<std::string, std::string>& files) const;

 private:
  std::filesystem::path path_;
};

}  // namespace iflowsim::testing
