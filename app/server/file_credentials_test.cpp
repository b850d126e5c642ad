#include "app/server/file_credentials.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

constexpr const char* kShop = "credentials:\n  - alias: shop\n    user: me\n    password: secret\n";

TEST(FileCredentials, AreFoundByTheirAlias) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));

  ASSERT_TRUE(credentials.load().empty());

  const auto found = credentials.userCredential("shop");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, "me");
  EXPECT_EQ(found->password, "secret");
  EXPECT_FALSE(credentials.userCredential("Shop"));
}

TEST(FileCredentials, AreNoneWithoutAFile) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.path() / "credentials.yaml");

  EXPECT_TRUE(credentials.load().empty());
  EXPECT_FALSE(credentials.userCredential("shop"));
}

TEST(FileCredentials, AreReplacedWhenTheyAreLoadedAgain) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));
  ASSERT_TRUE(credentials.load().empty());

  folder.write("credentials.yaml", "credentials:\n  - alias: bank\n    user: you\n    password: other\n");
  ASSERT_TRUE(credentials.load().empty());

  EXPECT_FALSE(credentials.userCredential("shop"));
  EXPECT_TRUE(credentials.userCredential("bank"));
}

TEST(FileCredentials, StayAsTheyWereWhenTheFileIsWrong) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", kShop));
  ASSERT_TRUE(credentials.load().empty());

  folder.write("credentials.yaml", "credentials:\n  - alias: bank\n    user: [\n");
  const Diagnostics findings = credentials.load();

  EXPECT_EQ(testing::findingOf(findings, "CREDENTIALS-001").place.line, 4);
  EXPECT_TRUE(credentials.userCredential("shop"));
}

TEST(FileCredentials, SayOnceWhatASecureParameterLacks) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(folder.write("credentials.yaml", "secure_parameters:\n  - {value: x}\n"));

  const Diagnostics findings = credentials.load();

  EXPECT_EQ(findings.size(), 1U) << findings.toText();
  EXPECT_EQ(testing::findingOf(findings, "CREDENTIALS-003").message, "'alias' of the secure parameter is missing.");
}

TEST(FileCredentials, MayHaveAnEmptyPassword) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(
      folder.write("credentials.yaml", "credentials:\n  - {alias: a, user: b, password: ''}\n"));

  EXPECT_TRUE(credentials.load().empty());
  EXPECT_EQ(credentials.userCredential("a")->password, "");
}

struct WrongEntry {
  const char* name;
  const char* entry;
  const char* code;
};

class WrongCredential : public ::testing::TestWithParam<WrongEntry> {};

TEST_P(WrongCredential, IsFoundWithItsPlace) {
  const testing::TemporaryFolder folder;
  const std::string text = std::string("credentials:\n  - {alias: shop, user: me, password: x}\n") + GetParam().entry;
  FileCredentials credentials(folder.write("credentials.yaml", text));

  const Diagnostics findings = credentials.load();

  const Diagnostic finding = testing::findingOf(findings, GetParam().code);
  EXPECT_EQ(finding.place.line, 3);
  EXPECT_NE(finding.remedy, "");
  EXPECT_FALSE(credentials.userCredential("shop"));
}

INSTANTIATE_TEST_SUITE_P(
    FileCredentials, WrongCredential,
    ::testing::Values(WrongEntry{"UnknownKey", "  - {alias: a, user: b, pasword: c}", "CREDENTIALS-002"},
                      WrongEntry{"NoPassword", "  - {alias: a, user: b}", "CREDENTIALS-003"},
                      WrongEntry{"NoText", "  - {alias: a, user: [b], password: c}", "CREDENTIALS-003"},
                      WrongEntry{"NoEntry", "  - shop", "CREDENTIALS-003"},
                      WrongEntry{"SameAlias", "  - {alias: shop, user: you, password: y}", "CREDENTIALS-004"}),
    [](const auto& param) { return param.param.name; });

// P-SCRIPT-304
TEST(FileCredentials, HaveSecureParametersWhoseUserIsTheAlias) {
  const testing::TemporaryFolder folder;
  FileCredentials credentials(
      folder.write("credentials.yaml", "secure_parameters:\n  - {alias: API_KEY, value: secret}\n"));

  ASSERT_TRUE(credentials.load().empty());

  const auto found = credentials.userCredential("API_KEY");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, "API_KEY");
  EXPECT_EQ(found->password, "secret");
}

}  // namespace
}  // namespace iflowsim
