#include "security/mapping/key_uses.h"

#include <fstream>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientCertificate;

struct Partner {
  testing::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "security" / "key-uses.json";
  CertificatePtr first = clientCertificate("partner", 0);
  CertificatePtr second = clientCertificate("partner", 30);
  CertificatePtr third = clientCertificate("partner", 60);
};

std::string codeOf(const Result<void>& result) {
  return result ? "accepted" : result.error().code;
}

// P-KEY-001
TEST(KeyUses, AcceptARenewedCertificateAndThenNoOlderOne) {
  const Partner partner;
  KeyUses uses(partner.file);
  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.first, *partner.first)), "accepted");

  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.second, *partner.first)), "accepted");

  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.first, *partner.first)), "KEYUSE-001");
  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.second, *partner.first)), "accepted");
}

TEST(KeyUses, AcceptTheOlderOneUntilTheNewerIsUsed) {
  const Partner partner;
  KeyUses uses(partner.file);

  for (int i = 0; i < 3; ++i) EXPECT_EQ(codeOf(uses.use("sb-1", *partner.first, *partner.first)), "accepted");
}

TEST(KeyUses, RefuseACertificateOlderThanTheKeysOwnBeforeAnyUse) {
  const Partner partner;
  KeyUses uses(partner.file);

  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.first, *partner.second)), "KEYUSE-001");
}

TEST(KeyUses, RefuseAnotherCertificateOfTheSameTime) {
  const Partner partner;
  KeyUses uses(partner.file);

  EXPECT_EQ(codeOf(uses.use("sb-1", *clientCertificate("partner", 0), *partner.first)), "KEYUSE-001");
}

TEST(KeyUses, KeepTheKeysApart) {
  const Partner partner;
  KeyUses uses(partner.file);
  ASSERT_TRUE(uses.use("sb-1", *partner.second, *partner.first));

  EXPECT_EQ(codeOf(uses.use("sb-2", *partner.first, *partner.first)), "accepted");
}

// P-KEY-002
TEST(KeyUses, SurviveARestart) {
  const Partner partner;
  ASSERT_TRUE(KeyUses(partner.file).use("sb-1", *partner.second, *partner.first));

  KeyUses again(partner.file);

  EXPECT_EQ(codeOf(again.use("sb-1", *partner.first, *partner.first)), "KEYUSE-001");
  EXPECT_EQ(codeOf(again.use("sb-1", *partner.third, *partner.first)), "accepted");
  EXPECT_EQ(codeOf(again.use("sb-1", *partner.second, *partner.first)), "KEYUSE-001");
}

TEST(KeyUses, KeepTheirFileForItsOwner) {
  const Partner partner;
  ASSERT_TRUE(KeyUses(partner.file).use("sb-1", *partner.second, *partner.first));

  EXPECT_EQ(std::filesystem::status(partner.file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(KeyUses, StartAnewForAKeyWithOtherNames) {
  const Partner partner;
  KeyUses uses(partner.file);
  ASSERT_TRUE(uses.use("sb-1", *partner.second, *partner.first));
  const auto other = clientCertificate("another", 0);

  EXPECT_EQ(codeOf(uses.use("sb-1", *other, *other)), "accepted");
}

TEST(KeyUses, ForgetADeletedKey) {
  const Partner partner;
  KeyUses uses(partner.file);
  ASSERT_TRUE(uses.use("sb-1", *partner.second, *partner.first));

  ASSERT_TRUE(uses.forget("sb-1"));
  ASSERT_TRUE(uses.forget("sb-2"));

  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.first, *partner.first)), "accepted");
}

TEST(KeyUses, AcceptNothingWhenTheFileCannotBeUnderstood) {
  for (const std::string text : {"", "{", "[]", R"({"uses":1})", R"({"uses":{"sb-1":{}}})",
                                 R"({"uses":{"sb-1":{"not_before":1,"certificate":"zz","names":""}}})",
                                 R"({"uses":{"sb-1":{"not_before":"1","certificate":"","names":""}}})"}) {
    const Partner partner;
    partner.folder.write("security/key-uses.json", text);
    KeyUses uses(partner.file);

    const auto used = uses.use("sb-1", *partner.first, *partner.first);

    ASSERT_FALSE(used) << text;
    EXPECT_EQ(used.error().code, "KEYUSE-002");
    EXPECT_NE(used.error().text.find("cannot be understood. Restore it"), std::string::npos);
    EXPECT_EQ(codeOf(uses.forget("sb-1")), "KEYUSE-002");
    EXPECT_FALSE(uses.unreadable().empty());
  }
}

TEST(KeyUses, AcceptNothingThatCannotBeWrittenDown) {
  const Partner partner;
  partner.folder.write("security", "a file where the folder should be");
  KeyUses uses(partner.file);

  EXPECT_EQ(codeOf(uses.use("sb-1", *partner.second, *partner.first)), "KEYUSE-002");
}

TEST(KeyUses, LetNoOlderCertificateInFromManyThreads) {
  const Partner partner;
  KeyUses uses(partner.file);
  ASSERT_TRUE(uses.use("sb-1", *partner.first, *partner.first));
  std::atomic<int> wrong = 0;

  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn) {
        wrong += uses.use("sb-1", *partner.second, *partner.first) ? 0 : 1;
        wrong += uses.use("sb-1", *partner.first, *partner.first) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace iflowsim
