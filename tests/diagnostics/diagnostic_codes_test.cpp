#include <map>
#include <regex>
#include <string>

#include <gtest/gtest.h>

#include "tests/architecture/project_tree.h"

namespace iflowsim::architecture {
namespace {

/// Where each diagnostic code of the product's sources stands first.
using CodePlaces = std::map<std::string, Violation>;

/// Algorithms are named in the same form.
bool isAlgorithm(const std::string& name) {
  return name.starts_with("SHA-") || name.starts_with("AES-");
}

void collect(const SourceFile& file, CodePlaces& places) {
  static const std::regex kLiteral(R"("(?:[^"\\]|\\.)*")");
  static const std::regex kCode(R"(\b[A-Z]{3,}-[0-9]{3}\b)");
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    for (std::sregex_iterator literal(line.begin(), line.end(), kLiteral), end; literal != end; ++literal) {
      const std::string text = literal->str();
      for (std::sregex_iterator code(text.begin(), text.end(), kCode); code != end; ++code) {
        if (isAlgorithm(code->str())) continue;
        places.try_emplace(code->str(), Violation{file.path, static_cast<int>(i) + 1, ""});
      }
    }
  }
}

/// Test sources and flow specs: what can hold an example of a failure.
bool holdsExamples(const SourceFile& file) {
  if (file.path == "tests/diagnostics/diagnostic_codes_test.cpp") return false;
  return file.path.ends_with(".flow.yaml") || (file.isTest() && (file.isCpp() || file.path.ends_with(".sh")));
}

CodePlaces codesOf(const SourceTree& tree) {
  CodePlaces places;
  for (const SourceFile& file : tree) {
    if (file.path.ends_with(".cpp") && !file.isTest()) collect(file, places);
  }
  return places;
}

Violations codesWithoutExample(const SourceTree& tree) {
  std::string examples;
  for (const SourceFile& file : tree) {
    if (holdsExamples(file)) examples += file.text();
  }
  Violations violations;
  for (auto& [code, place] : codesOf(tree)) {
    if (examples.find(code) != std::string::npos) continue;
    violations.push_back({place.path, place.line, code + " has no failing example in any test or flow spec"});
  }
  return violations;
}

TEST(DiagnosticCodes, AreFoundInTheLiteralsOfTheSources) {
  const SourceTree tree = {
      sourceFile("app/a.cpp", "fail(\"DEMO-001\"); // DEMO-002\nerr << \"error DEMO-003 text\"; use(\"SHA-256\");\n"),
      sourceFile("app/a_test.cpp", "expect(\"DEMO-004\");\n")};

  const CodePlaces places = codesOf(tree);

  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places.at("DEMO-001").line, 1);
  EXPECT_EQ(places.at("DEMO-003").line, 2);
}

TEST(DiagnosticCodes, AreMissedWhenNoTestNamesThem) {
  const SourceTree tree = {sourceFile("app/a.cpp", "fail(\"DEMO-001\", \"DEMO-002\", \"DEMO-003\");\n"),
                           sourceFile("app/a_test.cpp", "EXPECT_EQ(code, \"DEMO-001\");\n"),
                           sourceFile("tests/flows/a.flow.yaml", "findings: [DEMO-003]\n"),
                           sourceFile("docs/a.md", "DEMO-002\n")};

  const Violations violations = codesWithoutExample(tree);

  ASSERT_EQ(violations.size(), 1U) << describe(violations);
  EXPECT_EQ(violations[0].text, "DEMO-002 has no failing example in any test or flow spec");
}

TEST(DiagnosticCodes, OfTheProjectAllHaveAFailingExample) {
  ASSERT_GT(codesOf(projectTree()).size(), 100U) << "the sources were not found under " IFLOWSIM_SOURCE_DIR;

  expectNone(codesWithoutExample(projectTree()));
}

}  // namespace
}  // namespace iflowsim::architecture
