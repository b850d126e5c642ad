#include "iflows/bundle/bundle_reader.h"

#include <gtest/gtest.h>

#include "runtime/base/base64.h"
#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using namespace testing;

const std::string kHex(32, 'a');

BundleFiles smallFlow(const std::string& id) {
  return flowBundle(id, "", emptyProcess());
}

/// A package export that lists one flow.
BundleFiles packageOf(const std::string& content) {
  return {{"resources.cnt", base64Encode(R"({"resources":[{"id":")" + kHex +
                                         R"(","displayName":"All orders","resourceType":"IFlow"},
                                         {"id":"b","displayName":"Manual","resourceType":"Url"}]})")},
          {kHex + "_content", content}};
}

TEST(BundleReader, ReadsAFlowFromAZip) {
  const TemporaryFolder folder;
  const auto zip = folder.write("orders.zip", zipOf(smallFlow("Orders")));

  const BundleSet set = readBundles(zip);

  ASSERT_EQ(set.artifacts.size(), 1U) << set.diagnostics.toText();
  const Artifact& artifact = set.artifacts.front();
  EXPECT_TRUE(allFindings(set).empty()) << allFindings(set).toText();
  EXPECT_EQ(artifact.kind, ArtifactKind::IntegrationFlow);
  EXPECT_EQ(artifact.id, "Orders");
  EXPECT_EQ(artifact.name, "Test Orders");
  EXPECT_EQ(artifact.version, "1.0.7");
  EXPECT_EQ(artifact.bundle, zip.string());
  ASSERT_NE(artifact.flow, nullptr);
  EXPECT_EQ(artifact.flow->id, "Orders");
  EXPECT_EQ(artifact.flow->processes.front().graph.nodes[1].place.file, zip.string() + '!' + kTestFlowPath);
}

TEST(BundleReader, ReadsAnUnpackedBundleLikeItsZip) {
  const TemporaryFolder folder;
  folder.writeAll("orders", smallFlow("Orders"));
  folder.write("orders/.git/config", "x");

  const BundleSet set = readBundles(folder.path() / "orders");

  ASSERT_EQ(set.artifacts.size(), 1U) << set.diagnostics.toText();
  ASSERT_NE(set.artifacts.front().flow, nullptr);
  EXPECT_TRUE(allFindings(set).empty()) << allFindings(set).toText();
  EXPECT_EQ(set.artifacts.front().resources.count(kTestFlowPath), 1U);
  EXPECT_EQ(set.artifacts.front().resources.count(".git/config"), 0U);
  EXPECT_EQ(set.artifacts.front().flow->processes.front().place.file,
            (folder.path() / "orders" / kTestFlowPath).string());
}

TEST(BundleReader, ReadsEverythingInAFolderByPath) {
  const TemporaryFolder folder;
  folder.write("b/second.ZIP", zipOf(smallFlow("Second")));
  folder.writeAll("a", smallFlow("First"));
  folder.write("readme.txt", "PK\x03\x04 is no zip here");
  folder.write(".hidden/third.zip", zipOf(smallFlow("Third")));

  const BundleSet set = readBundles(folder.path());

  ASSERT_EQ(set.artifacts.size(), 2U) << set.diagnostics.toText();
  EXPECT_EQ(set.artifacts[0].id, "First");
  EXPECT_EQ(set.artifacts[1].id, "Second");
}

TEST(BundleReader, ReadsThePackageExportOfATenant) {
  const BundleSet set = readZipped(packageOf(zipOf(smallFlow("Orders"))));

  ASSERT_EQ(set.artifacts.size(), 1U) << set.diagnostics.toText();
  EXPECT_EQ(set.artifacts.front().id, "Orders");
  EXPECT_EQ(set.artifacts.front().bundle.substr(set.artifacts.front().bundle.find('!')), "!All orders");
}

TEST(BundleReader, ReadsZipsInsideZips) {
  const std::string inner = zipOf({{"one.zip", zipOf(smallFlow("One"))}, {"manual.pdf", "text"}});

  const BundleSet set = readZipped({{"a.zip", inner}, {"b.zip", zipOf(smallFlow("Two"))}});

  ASSERT_EQ(set.artifacts.size(), 2U) << set.diagnostics.toText();
  EXPECT_EQ(set.artifacts[0].id, "One");
  EXPECT_EQ(set.artifacts[1].id, "Two");
}

TEST(BundleReader, ReadsCompanionsAsArtifacts) {
  const BundleSet set = readZipped(
      {{"s.zip", zipOf(companionBundle("Scripts", "ScriptCollection", {{"src/main/resources/script/a.groovy", "1"}}))},
       {"m.zip", zipOf(companionBundle("Map", "MessageMapping", {{"src/main/resources/mapping/Map.mmap", "<a/>"}}))},
       {"v.zip", zipOf(companionBundle("Values", "ValueMapping", {{"value_mapping.xml", "<vm/>"}}))}});

  ASSERT_EQ(set.artifacts.size(), 3U) << set.diagnostics.toText();
  EXPECT_TRUE(allFindings(set).empty()) << allFindings(set).toText();
  EXPECT_EQ(set.artifacts[0].kind, ArtifactKind::MessageMapping);
  EXPECT_EQ(set.artifacts[1].kind, ArtifactKind::ScriptCollection);
  EXPECT_EQ(*set.artifacts[1].resources.at("src/main/resources/script/a.groovy"), "1");
  EXPECT_EQ(set.artifacts[2].kind, ArtifactKind::ValueMapping);
  EXPECT_EQ(set.artifacts[2].flow, nullptr);
}

TEST(BundleReader, PassesOverJavaLibrariesInPackages) {
  const std::string jar = zipOf({{"META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBundle-SymbolicName: lib\n"}});

  const BundleSet set = readZipped({{"lib.jar", jar}, {"a.zip", zipOf(smallFlow("One"))}});

  EXPECT_EQ(set.artifacts.size(), 1U);
  EXPECT_TRUE(set.diagnostics.empty()) << set.diagnostics.toText();
}

TEST(BundleReader, GivesTheConfiguredValuesToTheFlowTheyBelongTo) {
  BundleFiles files = flowBundle("Orders",
                                 "<bpmn2:extensionElements><ifl:property><key>log</key><value>{{Level}}</value>"
                                 "</ifl:property></bpmn2:extensionElements>",
                                 emptyProcess());
  files["src/main/resources/parameters.prop"] = "Level=bundle";
  ReadOptions options;
  options.configured = [](const std::string& id) { return std::map<std::string, std::string>{{"Level", "of " + id}}; };

  const BundleSet set = readZipped(files, options);

  EXPECT_EQ(set.artifacts.front().flow->settings.get("log"), "of Orders");
  EXPECT_EQ(set.artifacts.front().parameters.front().bundled, "bundle");
}

TEST(BundleReader, SaysThatThereIsNothing) {  // BUNDLE-001
  const BundleSet set = readBundles("no/such/path.zip");

  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-001").place.file, "no/such/path.zip");
}

TEST(BundleReader, RefusesAFileThatIsNoZip) {  // BUNDLE-002
  const BundleSet set = readBytes("plain text");

  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-002").message, "The file is no zip.");
}

TEST(BundleReader, SaysWhenNothingInItIsABundle) {  // BUNDLE-003
  const BundleSet set = readZipped({{"a.txt", "text"}, {"b.zip", zipOf({{"c.txt", "text"}})}});

  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-003").message, "There is no bundle in it.");
}

TEST(BundleReader, WarnsOfArtifactsOfOtherKinds) {  // BUNDLE-004
  const BundleSet set = readZipped(companionBundle("Api", "APIProxy", {}));

  EXPECT_TRUE(set.artifacts.empty());
  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-004").message, "Artifacts of type 'APIProxy' are not read.");
}

TEST(BundleReader, RefusesAZippedFolder) {  // BUNDLE-007
  BundleFiles files;
  for (const auto& [name, bytes] : smallFlow("Orders")) files["orders/" + name] = bytes;

  const BundleSet set = readZipped(files);

  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-007").remedy, "Zip the content of the folder, not the folder.");
}

TEST(BundleReader, WarnsOfAnIdThatComesTwice) {  // BUNDLE-008
  const BundleSet set = readZipped({{"a.zip", zipOf(smallFlow("One"))}, {"b.zip", zipOf(smallFlow("One"))}});

  EXPECT_EQ(set.artifacts.size(), 2U);
  EXPECT_EQ(findingOf(set.diagnostics, "BUNDLE-008").severity, Severity::Warning);
}

TEST(BundleReader, StopsAtZipsNestedTooDeep) {  // LIMIT-005
  std::string zip = zipOf(smallFlow("One"));
  for (int i = 0; i < 10; ++i) zip = zipOf({{"inner.zip", zip}});

  const BundleSet set = readBytes(zip);

  EXPECT_TRUE(set.artifacts.empty());
  EXPECT_EQ(findingOf(set.diagnostics, "LIMIT-005").remedy,
            "Raise the limit max_zip_nesting if the archive is trusted.");
}

TEST(BundleReader, CountsNestedArchivesTogether) {
  const std::string inner = zipOf({{"a", "1"}, {"b", "2"}});
  ReadOptions options;
  options.limits.max_entries = 5;

  const BundleSet set = readZipped({{"x.zip", inner}, {"y.zip", inner}}, options);

  EXPECT_EQ(findingOf(set.diagnostics, "LIMIT-001").severity, Severity::Error);
}

TEST(BundleReader, StopsAtFoldersNestedTooDeep) {  // LIMIT-009
  const TemporaryFolder folder;
  folder.write("a/b/c/one.zip", zipOf(smallFlow("One")));
  ReadOptions options;
  options.limits.max_folder_depth = 1;

  EXPECT_EQ(findingOf(readBundles(folder.path(), options).diagnostics, "LIMIT-009").severity, Severity::Error);
}

TEST(BundleReader, LimitsUnpackedFoldersLikeZips) {
  const TemporaryFolder folder;
  folder.writeAll("orders", smallFlow("Orders"));
  ReadOptions few;
  few.limits.max_entries = 2;
  ReadOptions small;
  small.limits.max_entry_bytes = 10;
  ReadOptions shallow;
  shallow.limits.max_folder_depth = 1;

  EXPECT_EQ(findingOf(readBundles(folder.path() / "orders", few).diagnostics, "LIMIT-001").severity, Severity::Error);
  EXPECT_EQ(findingOf(readBundles(folder.path() / "orders", small).diagnostics, "LIMIT-002").severity, Severity::Error);
  EXPECT_EQ(findingOf(readBundles(folder.path() / "orders", shallow).diagnostics, "LIMIT-009").severity,
            Severity::Error);
}

TEST(BundleReader, ReadsThePackageWhoseListIsDamaged) {  // PACKAGE-001
  BundleFiles files = packageOf(zipOf(smallFlow("Orders")));
  for (const std::string& list : {std::string("%%%"), base64Encode("[1"), base64Encode("{}")}) {
    files["resources.cnt"] = list;

    const BundleSet set = readZipped(files);

    EXPECT_EQ(set.artifacts.size(), 1U);
    EXPECT_EQ(findingOf(set.diagnostics, "PACKAGE-001").severity, Severity::Warning);
  }
}

TEST(BundleReader, SaysWhichListedArtifactIsMissing) {  // PACKAGE-002
  BundleFiles files = packageOf("");
  files.erase(kHex + "_content");

  const Diagnostic finding = findingOf(readZipped(files).diagnostics, "PACKAGE-002");

  EXPECT_EQ(finding.message, "The package lists 'All orders', but its entry " + kHex + "_content is missing.");
}

}  // namespace
}  // namespace iflowsim
