#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iflowsim::architecture {

/// What a function looks like from outside; good enough to judge sizes, no parser of C++.
struct FunctionShape {
  /// Text up to the parameters, such as `std::string Headers::text`.
  std::string name;
  /// Where it starts, from 1.
  int line = 0;
  /// From its first line to its closing brace; 0 for a declaration.
  int lines = 0;
  int parameters = 0;
};

/// A statement at namespace level, such as the definition of a variable.
struct NamespaceStatement {
  std::string text;
  int line = 0;
};

struct CodeShape {
  std::vector<FunctionShape> functions;
  std::vector<NamespaceStatement> statements;
};

/// The code with comments, preprocessor lines and the contents of literals blanked; every line keeps its place.
std::string blankedCode(std::string_view code);

/// Functions (and tests) defined or declared in a source file, and its other statements outside of functions.
CodeShape shapeOf(std::string_view code);

}  // namespace iflowsim::architecture
