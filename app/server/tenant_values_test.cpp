#include "app/server/tenant_values.h"

#include <gtest/gtest.h>

#include "tests/support/fake_services.h"
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

TEST(NumberRanges, AreDefinedInTheStore) {
  const testing::TemporaryFolder folder;
  FakeNumberRangeStore store;
  const auto file =
      folder.write("number_ranges.yaml", "number_ranges:\n  - name: orders\n    minimum: 5\n  - name: invoices\n");

  ASSERT_TRUE(loadNumberRanges(file, store));

  EXPECT_EQ(store.next("orders").value(), "5");
  EXPECT_EQ(store.next("invoices").value(), "0");
}

TEST(NumberRanges, AreNoneWithoutAFile) {
  const testing::TemporaryFolder folder;
  FakeNumberRangeStore store;

  ASSERT_TRUE(loadNumberRanges(folder.path() / "number_ranges.yaml", store));

  EXPECT_FALSE(store.next("orders"));
}

TEST(NumberRanges, NameTheFileAndLineOfAWrongValue) {
  const testing::TemporaryFolder folder;
  FakeNumberRangeStore store;
  const auto file = folder.write("number_ranges.yaml", "number_ranges:\n  - minimum: 5\n");

  const auto loaded = loadNumberRanges(file, store);

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "VALUES-001");
  EXPECT_NE(loaded.error().text.find("number_ranges.yaml"), std::string::npos) << loaded.error().text;
}

}  // namespace
}  // namespace iflowsim
