#include "iflows/bundle/zip_archive.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using testing::findingOf;
using testing::renameEntry;
using testing::ZipBuilder;
using testing::zipOf;

struct Outcome {
  std::optional<Resources> resources;
  Diagnostics diagnostics;
};

Outcome read(const std::string& bytes, const BundleLimits& limits = {}) {
  Outcome outcome;
  ReadBudget budget(limits);
  outcome.resources = readZip(bytes, "o.zip", budget, outcome.diagnostics);
  return outcome;
}

TEST(ZipArchive, UnpacksFilesAndLeavesFoldersOut) {
  const Outcome outcome = read(ZipBuilder().add("a/", "").add("a/b.txt", "text").add("c", "").build());

  ASSERT_TRUE(outcome.resources) << outcome.diagnostics.toText();
  ASSERT_EQ(outcome.resources->size(), 2U);
  EXPECT_EQ(*outcome.resources->at("a/b.txt"), "text");
  EXPECT_EQ(*outcome.resources->at("c"), "");
}

TEST(ZipArchive, TakesBackslashesForSlashes) {
  const Outcome outcome = read(renameEntry(zipOf({{"a/b", "x"}}), "a/b", "a\\b"));

  ASSERT_TRUE(outcome.resources) << outcome.diagnostics.toText();
  EXPECT_EQ(outcome.resources->count("a/b"), 1U);
}

TEST(ZipArchive, RefusesDamagedAndTruncatedFiles) {  // ZIP-001
  const std::string zip = zipOf({{"a", "text"}});
  for (const std::string& bytes :
       {zip.substr(0, zip.size() / 2), zip.substr(0, 4), std::string("PK\x03\x04garbage"), std::string()}) {
    const Outcome outcome = read(bytes);

    EXPECT_FALSE(outcome.resources);
    EXPECT_EQ(findingOf(outcome.diagnostics, "ZIP-001").place.file, "o.zip");
  }
}

TEST(ZipArchive, RefusesNamesThatLeaveTheArchive) {  // ZIP-002
  const std::string zip = zipOf({{"0123456789", "x"}});
  for (const char* name : {"../abcdefg", "/abcdefghi", "a/../../bc", "C:\\abcdefg", "..\\abcdefg", "abcdefg/.."}) {
    const Outcome outcome = read(renameEntry(zip, "0123456789", name));

    EXPECT_FALSE(outcome.resources) << name;
    EXPECT_EQ(findingOf(outcome.diagnostics, "ZIP-002").severity, Severity::Error) << name;
  }
}

TEST(ZipArchive, RefusesTheSameNameTwice) {  // ZIP-003
  const std::string zip = renameEntry(zipOf({{"entry1", "x"}, {"entry2", "y"}}), "entry2", "entry1");

  const Outcome outcome = read(zip);

  EXPECT_FALSE(outcome.resources);
  EXPECT_EQ(findingOf(outcome.diagnostics, "ZIP-003").place.file, "o.zip!entry1");
}

TEST(ZipArchive, RefusesEncryptedEntries) {  // ZIP-004
  const Outcome outcome = read(ZipBuilder().add("a", "x").addEncrypted("b", "y").build());

  EXPECT_FALSE(outcome.resources);
  EXPECT_EQ(findingOf(outcome.diagnostics, "ZIP-004").place.file, "o.zip!b");
}

TEST(ZipArchive, RefusesEntriesThatCannotBeUnpacked) {  // ZIP-005
  std::string zip = zipOf({{"a", std::string(5000, 'x') + "abc"}});
  zip[34] = static_cast<char>(zip[34] ^ 0x55);

  const Outcome outcome = read(zip);

  EXPECT_FALSE(outcome.resources);
  EXPECT_EQ(findingOf(outcome.diagnostics, "ZIP-005").place.file, "o.zip!a");
}

TEST(ZipArchive, ReportsEveryBadEntry) {
  const std::string zip =
      renameEntry(ZipBuilder().add("0123456789", "x").addEncrypted("b", "y").build(), "0123456789", "../abcdefg");

  EXPECT_EQ(read(zip).diagnostics.size(), 2U);
}

TEST(ZipArchive, StopsAtTooManyEntries) {  // LIMIT-001
  const Outcome outcome = read(zipOf({{"a", ""}, {"b", ""}, {"c", ""}}), {.max_entries = 2});

  EXPECT_FALSE(outcome.resources);
  EXPECT_EQ(findingOf(outcome.diagnostics, "LIMIT-001").remedy,
            "Raise the limit max_entries if the archive is trusted.");
}

TEST(ZipArchive, StopsAtAnEntryTooLarge) {  // LIMIT-002
  EXPECT_EQ(findingOf(read(zipOf({{"a", "12345"}}), {.max_entry_bytes = 4}).diagnostics, "LIMIT-002").place.file,
            "o.zip!a");
}

TEST(ZipArchive, StopsAtTooMuchInAll) {  // LIMIT-003
  const Outcome outcome = read(zipOf({{"a", "123"}, {"b", "123"}}), {.max_total_bytes = 5});

  EXPECT_EQ(findingOf(outcome.diagnostics, "LIMIT-003").place.file, "o.zip!b");
}

TEST(ZipArchive, StopsAtABomb) {  // LIMIT-004
  const Outcome outcome = read(zipOf({{"bomb", std::string(8U << 20U, '\0')}}));

  EXPECT_FALSE(outcome.resources);
  EXPECT_EQ(findingOf(outcome.diagnostics, "LIMIT-004").place.file, "o.zip!bomb");
}

TEST(ZipArchive, StopsAtAFileTooLarge) {  // LIMIT-010
  EXPECT_EQ(findingOf(read(zipOf({{"a", "1"}}), {.max_archive_bytes = 10}).diagnostics, "LIMIT-010").severity,
            Severity::Error);
}

TEST(ZipArchive, SurvivesAnyByteBeingWrong) {
  const std::string zip = zipOf({{"META-INF/MANIFEST.MF", "Bundle-SymbolicName: a"}, {"b", std::string(300, 'x')}});
  for (std::size_t i = 0; i < zip.size(); ++i) {
    for (const char wrong : {'\0', '\xFF', 'U'}) {
      std::string broken = zip;
      broken[i] = wrong;

      const Outcome outcome = read(broken);

      EXPECT_TRUE(outcome.resources || outcome.diagnostics.hasErrors()) << "byte " << i;
    }
  }
}

}  // namespace
}  // namespace iflowsim
