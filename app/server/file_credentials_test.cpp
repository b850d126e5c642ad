#include "app/server/file_credentials.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

constexpr const char* kShop = "credentials:\n  - alias: shop\n    user: me\n    password: secret\n";

TEST(FileCredentials, AreFoundByTheirAlias) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));

  ASSERT_TRUE(credentials.load());

  const auto found = credentials.userCredential("shop");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, "me");
  EXPECT_EQ(found->password, "secret");
  EXPECT_FALSE(credentials.userCredential("Shop"));
}

TEST(FileCredentials, AreNoneWithoutAFile) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.path() / "credentials.yaml");

  EXPECT_TRUE(credentials.load());
  EXPECT_FALSE(credentials.userCredential("shop"));
}

TEST(FileCredentials, AreReplacedWhenTheyAreLoadedAgain) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));
  ASSERT_TRUE(credentials.load());

  folder.write("credentials.yaml", "credentials:\n  - alias: bank\n    user: you\n    password: other\n");
  ASSERT_TRUE(credentials.load());

  EXPECT_FALSE(credentials.userCredential("shop"));
  EXPECT_TRUE(credentials.userCredential("bank"));
}

TEST(FileCredentials, StayAsTheyWereWhenTheFileIsWrong) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));
  ASSERT_TRUE(credentials.load());

  folder.write("credentials.yaml", "credentials:\n  - alias: bank\n    user: [\n");
  const auto loaded = credentials.load();

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "CREDENTIALS-001");
  EXPECT_NE(loaded.error().text.find("credentials.yaml:"), std::string::npos) << loaded.error().text;
  EXPECT_TRUE(credentials.userCredential("shop"));
}

// P-SCRIPT-304
TEST(FileCredentials, HaveSecureParametersWhoseUserIsTheAlias) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(
      folder.write("credentials.yaml", "secure_parameters:\n  - {alias: API_KEY, value: secret}\n"));

  ASSERT_TRUE(credentials.load());

  const auto found = credentials.userCredential("API_KEY");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, "API_KEY");
  EXPECT_EQ(found->password, "secret");
}

}  // namespace
}  // namespace iflowsim
