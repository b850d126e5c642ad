#include "app/server/file_fingerprint.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

TEST(FileFingerprint, IsEmptyForWhatDoesNotExist) {
  const testing::TemporaryFolder folder;

  EXPECT_EQ(fileFingerprint(folder.path() / "missing"), "");
}

TEST(FileFingerprint, StaysTheSameWhileNothingChanges) {
  const testing::TemporaryFolder folder;
  folder.writeAll("orders", {{"a.txt", "a"}, {"b/c.txt", "c"}});

  EXPECT_NE(fileFingerprint(folder.path()), "");
  EXPECT_EQ(fileFingerprint(folder.path()), fileFingerprint(folder.path()));
}

TEST(FileFingerprint, ChangesWithTheSizeOfAFile) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("orders.zip", "first");
  const std::string before = fileFingerprint(file);

  folder.write("orders.zip", "the second");

  EXPECT_NE(fileFingerprint(file), before);
}

TEST(FileFingerprint, ChangesWithTheTimeOfAFile) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("orders.zip", "same");
  const std::string before = fileFingerprint(file);

  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds{1});

  EXPECT_NE(fileFingerprint(file), before);
}

TEST(FileFingerprint, ChangesWithAFileDeepBelowAFolder) {
  const testing::TemporaryFolder folder;
  folder.writeAll("orders", {{"src/main/a.iflw", "first"}});
  const std::string before = fileFingerprint(folder.path() / "orders");

  folder.writeAll("orders", {{"src/main/a.iflw", "the second"}});

  EXPECT_NE(fileFingerprint(folder.path() / "orders"), before);
}

TEST(FileFingerprint, ChangesWhenAFileComesOrGoes) {
  const testing::TemporaryFolder folder;
  folder.write("orders/a.txt", "a");
  const std::string before = fileFingerprint(folder.path() / "orders");

  const auto added = folder.write("orders/b.txt", "b");
  const std::string after = fileFingerprint(folder.path() / "orders");
  std::filesystem::remove(added);

  EXPECT_NE(after, before);
  EXPECT_NE(fileFingerprint(folder.path() / "orders"), after);
}

}  // namespace
}  // namespace iflowsim
