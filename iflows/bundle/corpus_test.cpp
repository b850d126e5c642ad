#include <cstdlib>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "iflows/bundle/bundle_reader.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;

/// The folder of real bundles; not part of the project.
fs::path corpusFolder() {
  if (const char* named = std::getenv("IFLOWSIM_CORPUS")) return named;
  return fs::path(IFLOWSIM_SOURCE_DIR) / ".." / "shared" / "corpus";
}

TEST(Corpus, LoadsEveryBundleIntoAModel) {
  const fs::path folder = corpusFolder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no corpus at " << folder << "; name one in IFLOWSIM_CORPUS";

  const BundleSet set = readBundles(folder);

  std::map<ArtifactKind, int> kinds;
  std::map<std::string, int> codes;
  for (const Artifact& artifact : set.artifacts) {
    ++kinds[artifact.kind];
    EXPECT_FALSE(artifact.diagnostics.hasErrors()) << artifact.diagnostics.toText();
    if (artifact.kind == ArtifactKind::IntegrationFlow) {
      EXPECT_NE(artifact.flow, nullptr) << artifact.bundle;
    }
    for (const Diagnostic& item : artifact.diagnostics.items()) ++codes[item.code];
  }
  for (const auto& [code, count] : codes) std::cout << code << ": " << count << '\n';
  EXPECT_EQ(kinds[ArtifactKind::IntegrationFlow], 218);
  EXPECT_EQ(kinds[ArtifactKind::ScriptCollection], 7);
  EXPECT_EQ(kinds[ArtifactKind::MessageMapping], 4);
  EXPECT_EQ(kinds[ArtifactKind::ValueMapping], 12);
  EXPECT_FALSE(set.diagnostics.hasErrors()) << set.diagnostics.toText();
}

}  // namespace
}  // namespace iflowsim
