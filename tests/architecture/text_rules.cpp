#include "tests/architecture/text_rules.h"

#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/code_shape.h"

namespace iflowsim::architecture {
namespace {

/// Lines that hold the text are matched with the expression, which costs much more.
struct Pattern {
  std::string text;
  std::regex what;
  std::string why;
};

Pattern machinePath(const std::string& folder) {
  return {"/" + folder + "/", std::regex("(^|[^A-Za-z0-9_.-])/" + folder + "/"), "names a folder of one machine"};
}

Pattern unfinishedMark(const std::string& mark) {
  return {mark, std::regex("\\b" + mark + "\\b"), "marks unfinished work; finish it, or open an issue"};
}

Pattern banner(char c) {
  return {std::string(8, c), std::regex(std::string("^\\s*(//|#)\\s*[") + c + "]{8,}"),
          "is a banner; structure the code instead"};
}

// The words are spelled in two parts, so that these lines are not found themselves.
const std::vector<Pattern>& wordPatterns() {
  static const std::vector<Pattern> kPatterns = {machinePath("wo"
                                                             "rk"),
                                                 machinePath("fa"
                                                             "rm"),
                                                 machinePath("ho"
                                                             "me"),
                                                 unfinishedMark("TO"
                                                                "DO"),
                                                 unfinishedMark("FIX"
                                                                "ME"),
                                                 banner('-'),
                                                 banner('='),
                                                 banner('*'),
                                                 banner('/')};
  return kPatterns;
}

const std::vector<Pattern>& namePatterns() {
  static const std::vector<Pattern> kPatterns = {
      {"", std::regex("^\\s*(class|struct)\\s+\\w*(Manager|Helper|Helpers|Util|Utils|Impl)\\b"),
       "a type's name says what it is, not Manager, Helper, Util or Impl"},
      {"namespace iflowsim::", std::regex("\\bnamespace\\s+iflowsim::\\w+::"),
       "namespaces nest at most once below iflowsim"},
  };
  return kPatterns;
}

void find(const std::vector<Pattern>& patterns, const SourceFile& file, Violations& violations) {
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    for (const Pattern& pattern : patterns) {
      if (file.lines[i].find(pattern.text) == std::string::npos) continue;
      if (!std::regex_search(file.lines[i], pattern.what)) continue;
      violations.push_back({file.path, static_cast<int>(i) + 1, pattern.why});
    }
  }
}

bool isBuildFile(const SourceFile& file) {
  return file.path.ends_with("CMakeLists.txt") || file.path.ends_with(".cmake");
}

/// `const bool kDone = registerStep(...)` and `Registrar registrar(...)` outside of functions.
bool registersItself(const std::string& statement) {
  static const std::regex kCall("=.*\\b\\w*[Rr]egister\\w*\\s*\\(");
  static const std::regex kObject("^(static |const |inline )*[\\w:<>]*(Registrar|Registration)\\w*(<.*>)? \\w+");
  return std::regex_search(statement, kCall) || std::regex_search(statement, kObject);
}

}  // namespace

Violations checkNoSelfRegistration(const SourceTree& tree) {
  static const std::vector<Pattern> kLoading = {
      {"constructor", std::regex("__attribute__\\s*\\(\\(\\s*constructor"), "runs while the program loads"},
      {"whole-archive", std::regex("whole-archive"), "links whole archives to keep what registers itself"},
  };
  Violations violations;
  for (const SourceFile& file : tree) {
    if (file.path.starts_with("tests/architecture/")) continue;
    if (file.isCpp() || isBuildFile(file)) find(kLoading, file, violations);
    if (!file.path.ends_with(".cpp")) continue;
    for (const NamespaceStatement& statement : shapeOf(file.text()).statements) {
      if (!registersItself(statement.text)) continue;
      violations.push_back({file.path, statement.line, "registers itself; put it on a component list"});
    }
  }
  return violations;
}

Violations checkNames(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    if (file.isCpp() && !file.path.starts_with("tests/architecture/")) find(namePatterns(), file, violations);
  }
  return violations;
}

Violations checkDocumentsNameFiles(const SourceTree& tree) {
  static const std::regex kPath("`([a-z_.]+(/[A-Za-z0-9_.]+)+\\.(h|cpp|cmake|md|txt|sh))`");
  std::set<std::string> paths;
  for (const SourceFile& file : tree) paths.insert(file.path);
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!file.path.ends_with(".md")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (std::sregex_iterator match(file.lines[i].begin(), file.lines[i].end(), kPath), end; match != end; ++match) {
        if (paths.contains(match->str(1))) continue;
        violations.push_back({file.path, static_cast<int>(i) + 1, "names " + match->str(1) + ", which does not exist"});
      }
    }
  }
  return violations;
}

Violations checkWords(const SourceTree& tree) {
  Violations violations;
  for (const SourceFile& file : tree) {
    if (!file.path.ends_with("package-lock.json")) find(wordPatterns(), file, violations);
  }
  return violations;
}

}  // namespace iflowsim::architecture
