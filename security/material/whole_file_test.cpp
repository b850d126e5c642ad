#include "security/material/whole_file.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

std::string textOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(WholeFile, LetsOnlyTheOwnerReadWhatIsPrivate) {
  const TemporaryFolder folder;

  ASSERT_TRUE(writeWholeFile(folder.path() / "key", "secret", FileReader::OwnerOnly));
  ASSERT_TRUE(writeWholeFile(folder.path() / "page", "public", FileReader::Everyone));

  EXPECT_EQ(textOf(folder.path() / "key"), "secret");
  EXPECT_EQ(fs::status(folder.path() / "key").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_NE(fs::status(folder.path() / "page").permissions() & fs::perms::owner_read, fs::perms::none);
}

TEST(WholeFile, ReplacesTheFileAndItsModeAndLeavesNothingBeside) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("key", "old");
  fs::permissions(file, fs::perms::all);
  folder.write("key.new", "left by a crash");

  ASSERT_TRUE(writeWholeFile(file, "new", FileReader::OwnerOnly));

  EXPECT_EQ(textOf(file), "new");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(folder.path() / "key.new"));
}

TEST(WholeFile, NamesTheFileThatCannotBeWritten) {
  const TemporaryFolder folder;

  const auto written = writeWholeFile(folder.path() / "no" / "key", "secret", FileReader::OwnerOnly);

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "MATERIAL-001");
  EXPECT_NE(written.error().text.find((folder.path() / "no" / "key").string()), std::string::npos);
}

TEST(WholeFile, MakesFoldersThatOnlyTheOwnerEnters) {
  const TemporaryFolder folder;

  ASSERT_TRUE(makePrivateFolder(folder.path() / "a" / "b"));

  EXPECT_EQ(fs::status(folder.path() / "a" / "b").permissions(), fs::perms::owner_all);
}

TEST(WholeFile, NamesTheFolderThatCannotBeMade) {
  const TemporaryFolder folder;
  folder.write("a", "in the way");

  const auto made = makePrivateFolder(folder.path() / "a" / "b");

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "MATERIAL-001");
}

}  // namespace
}  // namespace iflowsim
