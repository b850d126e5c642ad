#include "tests/architecture/size_rules.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/code_shape.h"
#include "tests/architecture/include_rules.h"

namespace iflowsim::architecture {
namespace {

constexpr std::size_t kSourceLines = 400;
constexpr std::size_t kTestLines = 500;
constexpr std::size_t kSeamHeaderLines = 120;
constexpr std::size_t kFlowSpecLines = 120;
constexpr int kFunctionLines = 60;
constexpr int kParameters = 5;

/// A function that a limit does not fit, and why.
struct Exception {
  std::string_view path;
  std::string_view function;
  std::string_view why;
};

/// Tables in the form of code, which may be longer.
const std::vector<Exception>& longTables() {
  static const std::vector<Exception> kTables = {
      {"security/front/request_parser_test.cpp", "badRequests", "one row for each malformed request"},
  };
  return kTables;
}

/// Functions whose parameters a library dictates.
const std::vector<Exception>& foreignSignatures() {
  static const std::vector<Exception> kSignatures = {
      {"runtime/message/xml_document.cpp", "startElementBounded", "a callback of libxml2's SAX interface"},
  };
  return kSignatures;
}

/// Most lines the file may have; 0: no limit.
std::size_t limitOf(const SourceFile& file) {
  if (file.path.ends_with(".flow.yaml")) return kFlowSpecLines;
  if (!file.isCpp()) return 0;
  if (file.isTest()) return kTestLines;
  return isSeamHeader(file) ? kSeamHeaderLines : kSourceLines;
}

bool isListed(const std::vector<Exception>& exceptions, const SourceFile& file, const FunctionShape& function) {
  return std::any_of(exceptions.begin(), exceptions.end(), [&](const Exception& exception) {
    return file.path == exception.path && function.name.ends_with(exception.function);
  });
}

std::string counted(long count, long limit, const std::string& what) {
  return std::to_string(count) + " " + what + ", at most " + std::to_string(limit);
}

}  // namespace

Violations checkFileSizes(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    const std::size_t limit = limitOf(file);
    if (limit == 0 || file.lines.size() <= limit) continue;
    violations.push_back(
        {file.path, 0, counted(static_cast<long>(file.lines.size()), static_cast<long>(limit), "lines")});
  }
  return violations;
}

Violations checkFunctionSizes(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!file.isCpp()) continue;
    for (const FunctionShape& function : shapeOf(file.text()).functions) {
      if (function.lines <= kFunctionLines || isListed(longTables(), file, function)) continue;
      violations.push_back(
          {file.path, function.line, function.name + " has " + counted(function.lines, kFunctionLines, "lines")});
    }
  }
  return violations;
}

Violations checkParameterCounts(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!file.isCpp()) continue;
    for (const FunctionShape& function : shapeOf(file.text()).functions) {
      if (function.parameters <= kParameters || isListed(foreignSignatures(), file, function)) continue;
      violations.push_back({file.path, function.line,
                            function.name + " takes " + counted(function.parameters, kParameters, "parameters")});
    }
  }
  return violations;
}

}  // namespace iflowsim::architecture
