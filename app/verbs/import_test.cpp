#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/verbs/bundle_archive.h"
#include "app/verbs/verbs_testkit.h"
#include "iflows/bundle/bundle_reader.h"
#include "tests/support/bundle_texts.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using namespace testing;

std::filesystem::path packageOfTwo(const TemporaryFolder& folder) {
  return folder.write("package.zip", zipOf({{"one.zip", zipOf(flowBundle("One", "", emptyProcess()))},
                                            {"two.zip", zipOf(flowBundle("Two", "", emptyProcess()))}}));
}

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(ImportVerb, WritesEveryBundleUnchanged) {
  const TemporaryFolder folder;
  const auto package = packageOfTwo(folder);

  const Ran ran = runVerb({"import", package.string(), (folder.path() / "flows").string()});

  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto before = readBundles(package);
  const auto after = readBundles(folder.path() / "flows");
  ASSERT_EQ(after.artifacts.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(after.artifacts[i].resources.size(), before.artifacts[i].resources.size());
    for (const auto& [name, bytes] : before.artifacts[i].resources) {
      EXPECT_EQ(*after.artifacts[i].resources.at(name), *bytes) << name;
    }
  }
}

TEST(ImportVerb, ReplacesNothingUnlessForced) {
  const TemporaryFolder folder;
  const auto package = packageOfTwo(folder);
  const auto mine = folder.write("flows/Two.zip", "mine");

  const Ran ran = runVerb({"import", package.string(), (folder.path() / "flows").string()});

  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("error IMPORT-002 " + mine.string()), std::string::npos) << ran.err;
  EXPECT_EQ(contentOf(mine), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "flows" / "One.zip"));

  EXPECT_EQ(runVerb({"import", package.string(), (folder.path() / "flows").string(), "--force"}).code, 0);
  EXPECT_NE(contentOf(mine), "mine");
}

TEST(ImportVerb, SaysWhenThereIsNoBundle) {
  const TemporaryFolder folder;
  const auto package = folder.write("package.zip", zipOf({{"readme.txt", "hello"}}));

  const Ran ran = runVerb({"import", package.string(), (folder.path() / "flows").string(), "--json"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("IMPORT-001"), std::string::npos) << ran.err;
}

TEST(BundleArchive, SaysWhenItCannotBeWritten) {
  const auto written = writeBundleArchive({{"a", std::make_shared<const std::string>("b")}}, "/proc/no/such.zip");

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "IMPORT-003");
}

TEST(BundleArchive, NamesNoFileOutsideTheFolder) {
  EXPECT_EQ(bundleFileName("com.example.Orders-1_a"), "com.example.Orders-1_a.zip");
  EXPECT_EQ(bundleFileName("../../etc/passwd"), "_._.._etc_passwd.zip");
  EXPECT_EQ(bundleFileName("a b/c\\d"), "a_b_c_d.zip");
}

}  // namespace
}  // namespace iflowsim
