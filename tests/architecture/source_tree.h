#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace iflowsim::architecture {

/// A text file of the project.
struct SourceFile {
  /// From the project's root, with `/`.
  std::string path;
  std::vector<std::string> lines;

  bool isCpp() const { return path.ends_with(".h") || path.ends_with(".cpp"); }
  bool isHeader() const { return path.ends_with(".h"); }
  /// Tests, and what only they use: `x_test.cpp`, `test_x.h`, `x_testkit.cpp`, everything under tests/.
  bool isTest() const;
  /// All lines, each ended by a line feed.
  std::string text() const;
};

using SourceTree = std::vector<SourceFile>;

/// A broken rule, at a line that starts at 1 (0: the file as a whole).
struct Violation {
  std::string path;
  int line = 0;
  std::string text;
};

using Violations = std::vector<Violation>;

/// Every text file under the root but for what is built, installed or kept by git. Sorted by path.
SourceTree readSourceTree(const std::filesystem::path& root);

/// A file made of a text, for tests of the rules themselves.
SourceFile sourceFile(std::string path, std::string_view text);

/// One line for each violation, `path:line: text`.
std::string describe(const Violations& violations);

}  // namespace iflowsim::architecture
