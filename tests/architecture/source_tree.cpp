#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

namespace iflowsim::architecture {
namespace {

constexpr std::array<std::string_view, 4> kSkippedFolders = {".git", "build", "node_modules", ".iflowsim"};

bool isSkipped(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  return std::find(kSkippedFolders.begin(), kSkippedFolders.end(), name) != kSkippedFolders.end();
}

std::string readFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

bool SourceFile::isTest() const {
  const std::string name = std::filesystem::path(path).stem().string();
  return path.starts_with("tests/") || name.starts_with("test_") || name.ends_with("_test") ||
         name.ends_with("_testkit");
}

std::string SourceFile::text() const {
  std::string result;
  for (const std::string& line : lines) {
    result += line;
    result += '\n';
  }
  return result;
}

SourceFile sourceFile(std::string path, std::string_view text) {
  SourceFile file{.path = std::move(path), .lines = {}};
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
  return file;
}

SourceTree readSourceTree(const std::filesystem::path& root) {
  SourceTree tree;
  for (auto entry = std::filesystem::recursive_directory_iterator(root);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && isSkipped(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file()) continue;
    const std::string text = readFile(entry->path());
    if (text.find('\0') != std::string::npos) continue;
    tree.push_back(sourceFile(entry->path().lexically_relative(root).generic_string(), text));
  }
  std::sort(tree.begin(), tree.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
  return tree;
}

std::string describe(const Violations& violations) {
  std::string result;
  for (const Violation& violation : violations) {
    result += violation.path + ":" + std::to_string(violation.line) + ": " + violation.text + "\n";
  }
  return result;
}

}  // namespace iflowsim::architecture
