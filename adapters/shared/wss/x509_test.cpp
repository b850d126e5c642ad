#include "adapters/shared/wss/x509.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"

namespace iflowsim {
namespace {

using namespace wss;

std::string signedWith(const KeyPair& pair, const Partners& partners) {
  FakeKeystore sender;
  sender.addKeyPair("sender", pair);
  return protectMessage(orderEnvelope(), signedBy("sender"), sender, partners.clock);
}

std::string notTrusted(const std::string& subject, const std::string& why) {
  return "Client: WS-Security: the certificate '" + subject + "' of the signer " + why;
}

TEST(TrustedSigner, MayHaveACertificateThatATrustedAuthorityIssued) {
  Partners partners;
  const KeyPair root = makeKeyPair({.name = "root", .authority = true});
  const KeyPair below = makeKeyPair({.name = "below"}, &root);
  partners.tenant.addCertificate("root", root.certificates);

  EXPECT_TRUE(opened(signedWith(below, partners), partners).starts_with("signer: CN=below"));
}

TEST(TrustedSigner, MayHaveACertificateThatATrustedIntermediateIssued) {
  Partners partners;
  const KeyPair root = makeKeyPair({.name = "root", .authority = true});
  const KeyPair intermediate = makeKeyPair({.name = "intermediate", .authority = true}, &root);
  const KeyPair below = makeKeyPair({.name = "below"}, &intermediate);
  partners.tenant.addCertificate("intermediate", intermediate.certificates);

  EXPECT_TRUE(opened(signedWith(below, partners), partners).starts_with("signer: CN=below"));
}

TEST(TrustedSigner, MayBeTheTenantItself) {
  const Partners partners;

  EXPECT_TRUE(opened(signedWith(tenantKeys(), partners), partners).starts_with("signer: CN=tenant"));
}

TEST(TrustedSigner, IsNobodyElse) {
  const Partners partners;

  EXPECT_EQ(opened(signedWith(malloryKeys(), partners), partners),
            notTrusted("CN=mallory, O=Example & Co, C=DE",
                       "is not trusted (self-signed certificate). Put it, or the certificate of its issuer, into the "
                       "keystore of the tenant."));
}

TEST(TrustedSigner, IsNobodyOfTheSameName) {
  const Partners partners;

  EXPECT_TRUE(opened(signedWith(makeKeyPair({.name = "alice"}), partners), partners)
                  .starts_with(notTrusted("CN=alice, O=Example & Co, C=DE", "is not trusted")));
}

TEST(TrustedSigner, IsNobodyWhomATrustedPartnerIssuedACertificate) {
  const Partners partners;
  const KeyPair below = makeKeyPair({.name = "below"}, &aliceKeys());

  EXPECT_TRUE(
      opened(signedWith(below, partners), partners)
          .starts_with(notTrusted("CN=below, O=Example & Co, C=DE", "is not trusted (invalid CA certificate)")));
}

TEST(TrustedSigner, HasAValidCertificate) {
  using std::chrono::hours;
  for (const auto& [from, to, why] :
       {std::tuple{hours(-48), hours(-24), "or one above it has expired. Sign with a valid one."},
        std::tuple{hours(24), hours(48), "or one above it is not valid yet. Check its dates."}}) {
    Partners partners;
    const KeyPair pair = makeKeyPair({.name = "old", .from = from, .to = to});
    partners.tenant.addCertificate("old", pair.certificates);

    EXPECT_EQ(opened(signedWith(pair, partners), partners), notTrusted("CN=old, O=Example & Co, C=DE", why));
  }
}

TEST(TrustedSigner, IsJudgedByTheTimeOfTheTenant) {
  Partners partners;
  const KeyPair pair =
      makeKeyPair({.name = "later", .from = std::chrono::hours(24 * 365), .to = std::chrono::hours(2 * 24 * 365)});
  partners.tenant.addCertificate("later", pair.certificates);

  partners.clock.advance(std::chrono::hours(24 * 500));

  EXPECT_TRUE(opened(signedWith(pair, partners), partners).starts_with("signer: CN=later"));
}

TEST(X509, ComparesIssuersAsLibrariesSpellThem) {
  EXPECT_TRUE(namesSameIssuer("CN=a,O=b c,C=DE", "C=DE, O=b C, CN=A"));
  EXPECT_FALSE(namesSameIssuer("CN=a,C=DE", "CN=a,O=b,C=DE"));
}

TEST(X509, ReadsNoCertificateOutOfOtherBytes) {
  EXPECT_EQ(certificateFromPem("hello"), nullptr);
  EXPECT_EQ(certificateFromDer("hello"), nullptr);
  EXPECT_EQ(subjectKeyIdentifierOf(
                certificateFromPem(makeKeyPair({.name = "x", .subject_key_identifier = false}).certificates).get()),
            "");
}

}  // namespace
}  // namespace iflowsim
