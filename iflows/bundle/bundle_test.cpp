#include "iflows/bundle/bundle.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"

namespace iflowsim {
namespace {

using namespace testing;

/// Findings about the bundle of a flow with one file changed; an empty text removes it.
Diagnostics findingsWith(const std::string& path, const std::string& text) {
  BundleFiles files = flowBundle("Orders", "", emptyProcess());
  files[path] = text;
  if (text.empty()) files.erase(path);
  return allFindings(readZipped(files));
}

TEST(Bundle, NeedsAManifest) {  // MANIFEST-001
  const Diagnostics findings = findingsWith(kManifestPath, "");

  EXPECT_EQ(findingOf(findings, "MANIFEST-001").message, "There is no META-INF/MANIFEST.MF.");
}

TEST(Bundle, NeedsAnId) {  // MANIFEST-002
  const Diagnostics findings = findingsWith(kManifestPath, "SAP-BundleType: IntegrationFlow\nBundle-Version: 1.0.0\n");

  EXPECT_EQ(findingOf(findings, "MANIFEST-002").severity, Severity::Error);
}

TEST(Bundle, IsWarnedOfWithoutAVersion) {
  const Diagnostics findings = findingsWith(kManifestPath, "Bundle-SymbolicName: a\n");

  EXPECT_EQ(findingOf(findings, "MANIFEST-002").severity, Severity::Warning);
}

TEST(Bundle, MayNotHaveAnIdThatIsAPath) {  // MANIFEST-004
  for (const char* id : {"../../etc/passwd", "a b", "..", "a\\b"}) {
    BundleFiles files = flowBundle("Orders", "", emptyProcess());
    files[kManifestPath] = "Bundle-Version: 1.0.0\nBundle-SymbolicName: " + std::string(id) + "\n";

    const BundleSet set = readZipped(files);

    EXPECT_EQ(findingOf(allFindings(set), "MANIFEST-004").severity, Severity::Error) << id;
    EXPECT_EQ(set.artifacts.front().id, "test") << id;
  }
}

TEST(Bundle, NeedsAFlow) {  // BUNDLE-005
  EXPECT_EQ(findingOf(findingsWith(kTestFlowPath, ""), "BUNDLE-005").severity, Severity::Error);
}

TEST(Bundle, MayHaveOneFlowOnly) {  // BUNDLE-006
  const std::string second = "src/main/resources/scenarioflows/integrationflow/second.iflw";

  EXPECT_EQ(findingOf(findingsWith(second, "<a/>"), "BUNDLE-006").severity, Severity::Error);
  EXPECT_TRUE(findingsWith("old/second.iflw", "<a/>").empty());
}

TEST(Bundle, NeedsTheMainResourceOfACompanion) {  // BUNDLE-009
  for (const char* type : {"MessageMapping", "ValueMapping"}) {
    const Diagnostics findings = allFindings(readZipped(companionBundle("Map", type, {{"a.txt", "x"}})));

    EXPECT_EQ(findingOf(findings, "BUNDLE-009").severity, Severity::Error) << type;
  }
}

TEST(Bundle, ReportsAllItsProblemsAtOnce) {
  BundleFiles files = flowBundle("Orders", "", processText(""));
  files[kManifestPath] = "Bundle-Version: 1.0.0\n";
  files["src/main/resources/parameters.prop"] = "a=\\uZZ";

  const Diagnostics findings = allFindings(readZipped(files));

  EXPECT_EQ(findingOf(findings, "MANIFEST-002").severity, Severity::Error);
  EXPECT_EQ(findingOf(findings, "PARAM-004").severity, Severity::Error);
  EXPECT_EQ(findingOf(findings, "FLOW-005").severity, Severity::Error);
}

}  // namespace
}  // namespace iflowsim
