#include "tests/parity/parity_ledger.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "runtime/base/text.h"

namespace iflowsim::architecture {
namespace {

constexpr std::size_t kCells = 4;
constexpr std::array<std::string_view, 4> kOrigins = {"documented", "observed", "assumed", "simulator only"};

const std::regex& idPattern() {
  static const std::regex kPattern("\\bP-[A-Z][A-Z0-9]*-[0-9]{3}\\b");
  return kPattern;
}

/// The cells between the bars; `\|` is a bar inside a cell.
std::vector<std::string> cellsOf(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back(trim(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

std::vector<std::string> testsOf(std::string_view cell) {
  std::vector<std::string> tests;
  std::string name;
  for (const char c : std::string(cell) + " ") {
    if (c != ' ' && c != ',' && c != ';' && c != '`') {
      name += c;
    } else if (!name.empty()) {
      tests.push_back(name);
      name.clear();
    }
  }
  return tests;
}

bool isId(const std::string& text) {
  return std::regex_match(text, idPattern());
}

using TestsByName = std::map<std::string, std::set<const SourceFile*>>;

/// `Suite.Name` for each test of the file, and `Instance/Suite.Name` for tests of a suite with instances.
void addGoogleTests(const SourceFile& file, TestsByName& tests) {
  static const std::regex kTest(R"(\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\))");
  static const std::regex kInstance(R"(\bINSTANTIATE_TEST_SUITE_P\(\s*(\w+)\s*,\s*(\w+)\s*,)");
  const std::string text = file.text();
  const std::sregex_iterator end;
  std::multimap<std::string, std::string> instances;
  for (std::sregex_iterator match(text.begin(), text.end(), kInstance); match != end; ++match) {
    instances.emplace(match->str(2), match->str(1));
  }
  for (std::sregex_iterator match(text.begin(), text.end(), kTest); match != end; ++match) {
    const std::string name = match->str(1) + "." + match->str(2);
    tests[name].insert(&file);
    const auto [first, last] = instances.equal_range(match->str(1));
    for (auto instance = first; instance != last; ++instance) tests[instance->second + "/" + name].insert(&file);
  }
}

/// The files in which each test and flow spec stands, by its name in the ledger.
TestsByName testsByName(const SourceTree& tree) {
  TestsByName tests;
  for (const SourceFile& file : tree) {
    if (file.path.ends_with(".flow.yaml")) tests[file.path].insert(&file);
    if (file.path.ends_with("_test.cpp")) addGoogleTests(file, tests);
  }
  return tests;
}

bool names(const SourceFile& file, const std::string& id) {
  return file.text().find(id) != std::string::npos;
}

/// Files whose ids are examples, not claims.
bool isAboutIds(const SourceFile& file) {
  return file.path.starts_with("tests/parity/") || file.path.starts_with("tests/architecture/") ||
         file.path.ends_with(".md");
}

}  // namespace

std::vector<ParityRow> readParityLedger(const SourceFile& ledger) {
  std::vector<ParityRow> rows;
  for (std::size_t i = 0; i < ledger.lines.size(); ++i) {
    if (!ledger.lines[i].starts_with("| P-")) continue;
    std::vector<std::string> cells = cellsOf(ledger.lines[i]);
    cells.resize(kCells);
    rows.push_back({.id = cells[0],
                    .behaviour = cells[1],
                    .origin = cells[2],
                    .tests = testsOf(cells[3]),
                    .line = static_cast<int>(i) + 1});
  }
  return rows;
}

Violations checkLedgerForm(const SourceFile& ledger) {
  Violations violations;
  std::string last;
  for (const ParityRow& row : readParityLedger(ledger)) {
    const auto add = [&](const std::string& text) {
      violations.push_back({ledger.path, row.line, row.id + " " + text});
    };
    const bool has_origin = std::any_of(kOrigins.begin(), kOrigins.end(),
                                        [&](std::string_view word) { return row.origin.starts_with(word); });
    if (!isId(row.id)) add("is no id of the form P-AREA-001");
    if (row.id <= last) add("stands after " + last + "; ids are unique and sorted");
    if (row.behaviour.empty()) add("says no behaviour");
    if (!has_origin) add("has an origin that is none of documented, observed, assumed, simulator only");
    if (row.tests.empty()) add("names no test");
    last = row.id;
  }
  return violations;
}

Violations checkLedgerNamesTests(const SourceTree& tree, const SourceFile& ledger) {
  const TestsByName tests = testsByName(tree);
  Violations violations;
  for (const ParityRow& row : readParityLedger(ledger)) {
    for (const std::string& test : row.tests) {
      const auto found = tests.find(test);
      if (found == tests.end()) {
        violations.push_back({ledger.path, row.line, row.id + " names the test " + test + ", which does not exist"});
        continue;
      }
      const auto& files = found->second;
      if (std::any_of(files.begin(), files.end(), [&](const SourceFile* file) { return names(*file, row.id); }))
        continue;
      violations.push_back(
          {(*files.begin())->path, 0, test + " does not name " + row.id + ", though the ledger says so"});
    }
  }
  return violations;
}

Violations checkIdsAreInLedger(const SourceTree& tree, const SourceFile& ledger) {
  std::set<std::string> known;
  for (const ParityRow& row : readParityLedger(ledger)) known.insert(row.id);
  Violations violations;
  for (const SourceFile& file : tree) {
    if (isAboutIds(file)) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string& line = file.lines[i];
      if (line.find("P-") == std::string::npos) continue;
      for (std::sregex_iterator match(line.begin(), line.end(), idPattern()), end; match != end; ++match) {
        if (known.contains(match->str())) continue;
        violations.push_back({file.path, static_cast<int>(i) + 1, match->str() + " is not in " + ledger.path});
      }
    }
  }
  return violations;
}

}  // namespace iflowsim::architecture
