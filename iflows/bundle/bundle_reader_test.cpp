#include "iflows/bundle/bundle_reader.h"

#include <gtest/gtest.h>

#include "iflows/bundle/test_bundle.h"

namespace iflowsim {
namespace {

using namespace testing;

TEST(BundleReader, ReadsAFlowFromAZip) {
  const TestFolder folder;
  const auto zip = folder.write("orders.zip", zipOf(flowBundle("Orders", "", emptyProcess())));

  const BundleSet set = readBundles(zip);

  ASSERT_EQ(set.artifacts.size(), 1U) << set.diagnostics.toText();
  const Artifact& artifact = set.artifacts.front();
  EXPECT_TRUE(set.diagnostics.empty()) << set.diagnostics.toText();
  EXPECT_TRUE(artifact.diagnostics.empty()) << artifact.diagnostics.toText();
  EXPECT_EQ(artifact.kind, ArtifactKind::IntegrationFlow);
  EXPECT_EQ(artifact.id, "Orders");
  EXPECT_EQ(artifact.name, "Test Orders");
  EXPECT_EQ(artifact.version, "1.0.7");
  ASSERT_NE(artifact.flow, nullptr);
  EXPECT_EQ(artifact.flow->id, "Orders");
  EXPECT_EQ(artifact.flow->processes.front().graph.nodes.size(), 2U);
}

TEST(BundleReader, ReadsAnUnpackedBundleLikeItsZip) {
  const TestFolder folder;
  folder.writeAll("orders", flowBundle("Orders", "", emptyProcess()));

  const BundleSet set = readBundles(folder.path() / "orders");

  ASSERT_EQ(set.artifacts.size(), 1U) << set.diagnostics.toText();
  ASSERT_NE(set.artifacts.front().flow, nullptr);
  EXPECT_EQ(set.artifacts.front().resources.count(kTestFlowPath), 1U);
  EXPECT_TRUE(set.artifacts.front().diagnostics.empty()) << set.artifacts.front().diagnostics.toText();
}

}  // namespace
}  // namespace iflowsim
