#include "security/material/trusted_roots.h"

#include <gtest/gtest.h>

#include "security/material/certificate_maker.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::TemporaryFolder;

CertifiedKey make(const std::string& name, bool authority, const CertifiedKey* issuer = nullptr) {
  CertificateWish wish;
  wish.subject = {{"CN", name}};
  wish.not_before = TimePoint(std::chrono::hours(0));
  wish.not_after = TimePoint(std::chrono::hours(24'000));
  wish.authority = authority;
  return *makeCertificate(wish, issuer);
}

std::vector<std::string> subjectsOf(const TrustedRoots& trusted) {
  std::vector<std::string> subjects;
  for (const CertificatePtr& root : trusted.roots) subjects.push_back(root->subject());
  return subjects;
}

TEST(TrustedRoots, AreTheSelfSignedAuthoritiesOfTheFolder) {
  const TemporaryFolder folder;
  const CertifiedKey one = make("One", true);
  const CertifiedKey two = make("Two", true);
  const CertifiedKey three = make("Three", true);
  folder.write("a.pem", one.certificate + two.certificate);
  folder.write("b.CRT", one.certificate);
  folder.write("c.cer", (*Certificate::fromPem(three.certificate))->der());
  folder.write("notes.txt", "not looked at");

  const TrustedRoots trusted = readTrustedRoots({folder.path()});

  EXPECT_EQ(subjectsOf(trusted), (std::vector<std::string>{"CN=One", "CN=Two", "CN=Three"}));
  EXPECT_TRUE(trusted.ignored.empty());
}

// P-LB-003
TEST(TrustedRoots, PassOverEverythingBelowARoot) {
  const TemporaryFolder folder;
  const CertifiedKey root = make("Root", true);
  folder.write("intermediate.pem", make("Intermediate", true, &root).certificate);
  folder.write("leaf.pem", make("alice", false, &root).certificate);
  folder.write("self.pem", make("self", false).certificate);

  const TrustedRoots trusted = readTrustedRoots({folder.path()});

  EXPECT_TRUE(trusted.roots.empty());
  ASSERT_EQ(trusted.ignored.size(), 3U);
  EXPECT_NE(trusted.ignored[0].find("intermediate.pem' holds 'CN=Intermediate'"), std::string::npos);
  EXPECT_NE(trusted.ignored[0].find("Put the root 'CN=Root' there"), std::string::npos);
  EXPECT_NE(trusted.ignored[1].find("leaf.pem"), std::string::npos);
  EXPECT_NE(trusted.ignored[2].find("no authority"), std::string::npos);
}

TEST(TrustedRoots, PassOverARootWhoseSignatureIsWrong) {
  const TemporaryFolder folder;
  std::string der = (*Certificate::fromPem(make("Root", true).certificate))->der();
  der.back() = static_cast<char>(der.back() ^ 1);
  folder.write("root.cer", der);

  const TrustedRoots trusted = readTrustedRoots({folder.path()});

  EXPECT_TRUE(trusted.roots.empty());
  ASSERT_EQ(trusted.ignored.size(), 1U);
  EXPECT_NE(trusted.ignored[0].find("not signed by its own key"), std::string::npos);
}

TEST(TrustedRoots, NameFilesThatCannotBeRead) {
  const TemporaryFolder folder;
  folder.write("good.pem", make("Root", true).certificate);
  folder.write("key.pem", make("Root", true).key);
  folder.write("large.pem", std::string(2U << 20U, 'x'));

  const TrustedRoots trusted = readTrustedRoots({folder.path()});

  EXPECT_EQ(subjectsOf(trusted), std::vector<std::string>{"CN=Root"});
  ASSERT_EQ(trusted.ignored.size(), 2U);
  EXPECT_NE(trusted.ignored[0].find("key.pem' is ignored (CERT-001)."), std::string::npos);
  EXPECT_NE(trusted.ignored[1].find("large.pem' is ignored (CERT-002). The file is larger than 1 MiB"),
            std::string::npos);
}

TEST(TrustedRoots, AreNoneWithoutTheFolder) {
  const TrustedRoots trusted = readTrustedRoots({"/nonexistent/trusted-cas"});

  EXPECT_TRUE(trusted.roots.empty());
  EXPECT_TRUE(trusted.ignored.empty());
}

}  // namespace
}  // namespace iflowsim
