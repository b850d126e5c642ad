#include "security/mapping/certificate_mappings.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "runtime/base/text.h"
#include "security/mapping/identity_testkit.h"

namespace iflowsim {
namespace {

using testing::clientCertificate;

// P-MAP-002
TEST(CertificateMappings, CompareTheWholeCertificate) {
  const auto certificate = clientCertificate("partner");
  const auto renewed = clientCertificate("partner", 30);
  const CertificateMappings mappings({makeMapping("alice", certificate)});

  const CertificateMapping* found = mappings.find(certificate->fingerprint());
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->user, "alice");
  EXPECT_EQ(mappings.find(renewed->fingerprint()), nullptr);
}

// P-MAP-003
TEST(CertificateMappings, MapSeveralCertificatesToOneUser) {
  const auto first = clientCertificate("partner");
  const auto second = clientCertificate("partner", 30);

  const CertificateMappings mappings({makeMapping("alice", first), makeMapping("alice", second)});

  EXPECT_EQ(mappings.find(first->fingerprint())->user, "alice");
  EXPECT_EQ(mappings.find(second->fingerprint())->user, "alice");
}

TEST(CertificateMappings, KeepTheFirstOfTwoForOneCertificate) {
  const auto certificate = clientCertificate("partner");

  const CertificateMappings mappings({makeMapping("alice", certificate), makeMapping("mallory", certificate)});

  EXPECT_EQ(mappings.size(), 1U);
  EXPECT_EQ(mappings.find(certificate->fingerprint())->user, "alice");
}

// P-MAP-004
TEST(CertificateMappings, AreFoundByEitherOfTheirIds) {
  const CertificateMappings mappings({makeMapping("alice", clientCertificate("partner"))});
  const CertificateMapping& mapping = mappings.all().front();
  std::string upper = mapping.api_id;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });

  EXPECT_EQ(mapping.id.size(), 64U);
  EXPECT_EQ(mapping.api_id.size(), 32U);
  EXPECT_EQ(mappings.findId(mapping.id), &mapping);
  EXPECT_EQ(mappings.findId(mapping.api_id), &mapping);
  EXPECT_EQ(mappings.findId(upper), &mapping);
  EXPECT_EQ(mappings.findId(""), nullptr);
  EXPECT_EQ(mappings.findId(mapping.id.substr(1)), nullptr);
}

TEST(CertificateMappings, CountTheirBytes) {
  const auto certificate = clientCertificate("partner");

  EXPECT_EQ(CertificateMappings({makeMapping("alice", certificate)}).bytes(), certificate->pem().size());
  EXPECT_EQ(CertificateMappings().bytes(), 0U);
}

}  // namespace
}  // namespace iflowsim
