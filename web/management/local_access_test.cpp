#include "web/management/local_access.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::TemporaryFolder;

mode_t modeOf(const std::filesystem::path& file) {
  struct stat status {};
  ::stat(file.c_str(), &status);
  return status.st_mode & 0777U;
}

TEST(LocalAccess, MakesASecretThatOnlyTheOwnerCanRead) {
  const TemporaryFolder folder;

  const auto secret = openSecret(folder.path() / ".iflowsim");

  ASSERT_TRUE(secret) << secret.error().text;
  EXPECT_GE(secret->size(), 43U);
  EXPECT_EQ(modeOf(folder.path() / ".iflowsim" / "secret"), 0600U);
}

TEST(LocalAccess, KeepsTheSecretItFinds) {
  const TemporaryFolder folder;
  const auto first = openSecret(folder.path());

  EXPECT_EQ(*openSecret(folder.path()), *first);
  EXPECT_EQ(*readSecret(folder.path()), *first);
}

TEST(LocalAccess, MakesAnotherSecretForEveryTenant) {
  const TemporaryFolder one;
  const TemporaryFolder other;

  EXPECT_NE(*openSecret(one.path()), *openSecret(other.path()));
}

TEST(LocalAccess, RefusesASecretOthersMayRead) {
  for (const mode_t mode : {0640U, 0604U, 0620U}) {
    const TemporaryFolder folder;
    ASSERT_TRUE(openSecret(folder.path()));
    ::chmod((folder.path() / "secret").c_str(), mode);

    const auto secret = openSecret(folder.path());

    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.error().code, "SECRET-002");
  }
}

TEST(LocalAccess, RefusesAnEmptySecret) {
  const TemporaryFolder folder;
  ::chmod(folder.write("secret", "").c_str(), 0600);

  EXPECT_EQ(readSecret(folder.path()).error().code, "SECRET-002");
}

TEST(LocalAccess, FollowsNoLinkToASecret) {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;
  ASSERT_TRUE(openSecret(elsewhere.path()));
  std::filesystem::create_symlink(elsewhere.path() / "secret", folder.path() / "secret");

  EXPECT_EQ(openSecret(folder.path()).error().code, "SECRET-001");
}

TEST(LocalAccess, HasNoSecretBeforeTheFirstStart) {
  const TemporaryFolder folder;

  EXPECT_EQ(readSecret(folder.path()).error().code, "SECRET-001");
}

TEST(LocalAccess, FindsTheServerThatRanLast) {
  const TemporaryFolder folder;

  ASSERT_TRUE(writeManagementUrl(folder.path(), "https://127.0.0.1:1"));
  ASSERT_TRUE(writeManagementUrl(folder.path(), "https://127.0.0.1:2"));

  EXPECT_EQ(*readManagementUrl(folder.path()), "https://127.0.0.1:2");
}

TEST(LocalAccess, SaysWhenNoServerEverRan) {
  const TemporaryFolder folder;

  EXPECT_EQ(readManagementUrl(folder.path()).error().code, "ADDRESS-002");
  folder.write("management.json", "{]");
  EXPECT_EQ(readManagementUrl(folder.path()).error().code, "ADDRESS-002");
}

TEST(LocalAccess, SaysWhenTheAddressCannotBeWritten) {
  EXPECT_EQ(writeManagementUrl("/proc/no/such", "https://127.0.0.1:1").error().code, "ADDRESS-001");
}

}  // namespace
}  // namespace iflowsim
