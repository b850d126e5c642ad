#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "iflows/bundle/bundle_reader.h"
#include "values/tenant_value_mappings.h"
#include "values/value_mapping_xml.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;

/// The folder of real bundles; not part of the project.
fs::path corpusFolder() {
  if (const char* named = std::getenv("IFLOWSIM_CORPUS")) return named;
  return fs::path(IFLOWSIM_SOURCE_DIR) / ".." / "shared" / "corpus";
}

/// Every entry of the bundle is found from every other one of its group, by its own value or by the one preferred.
void expectWhole(const Artifact& artifact, const TenantValueMappings& mappings) {
  const auto groups = readValueMapping(*artifact.resources.at("value_mapping.xml"));
  ASSERT_TRUE(groups) << artifact.id;
  std::size_t entries = 0;
  for (const ValueGroup& group : *groups) {
    entries += group.size();
    for (const ValueEntry& source : group) {
      for (const ValueEntry& target : group) {
        EXPECT_TRUE(mappings.target(source.term, source.value, target.term)) << artifact.id << ' ' << source.value;
      }
    }
  }
  std::cout << artifact.id << ": " << groups->size() << " groups, " << entries << " entries\n";
}

TEST(Corpus, HasValueMappingsThatLoadWhole) {
  const fs::path folder = corpusFolder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no corpus at " << folder << "; name one in IFLOWSIM_CORPUS";
  const BundleSet set = readBundles(folder);
  TenantValueMappings mappings("no file");

  const Diagnostics findings = mappings.loadBundles(set.artifacts);

  EXPECT_EQ(findings.toText(), "");
  int bundles = 0;
  for (const Artifact& artifact : set.artifacts) {
    if (artifact.kind != ArtifactKind::ValueMapping) continue;
    ++bundles;
    expectWhole(artifact, mappings);
  }
  EXPECT_EQ(bundles, 12);
}

}  // namespace
}  // namespace iflowsim
