#include "adapters/shared/wss/token_reference.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_testkit.h"
#include "adapters/shared/wss/x509.h"
#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {
namespace {

using namespace wss;

std::string wsSecurity(const std::string& reason) {
  return "Client: WS-Security: " + reason;
}

/// How a message names a certificate, as the content of a SecurityTokenReference.
struct Form {
  std::string name;
  std::function<std::string(const KeyPair&)> reference;
};

std::string keyIdentifier(std::string_view type, const std::string& bytes) {
  return "<wsse:KeyIdentifier EncodingType=\"" + std::string(kBase64Binary) + "\" ValueType=\"" + std::string(type) +
         "\">" + base64Encode(bytes) + "</wsse:KeyIdentifier>";
}

std::string issuerSerial(const std::string& issuer, const std::string& serial) {
  return "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>" + escapeXml(issuer) +
         "</ds:X509IssuerName><ds:X509SerialNumber>\n" + serial +
         "</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>";
}

std::string embedded(const KeyPair& pair) {
  return "<ds:X509Data><ds:X509Certificate>" + base64Encode(derOf(certificateFromPem(pair.certificates).get())) +
         "</ds:X509Certificate></ds:X509Data>";
}

std::vector<Form> forms() {
  return {
      {"SubjectKeyIdentifier",
       [](const KeyPair& pair) {
         return keyIdentifier(kSubjectKeyIdentifier,
                              subjectKeyIdentifierOf(certificateFromPem(pair.certificates).get()));
       }},
      {"Thumbprint",
       [](const KeyPair& pair) {
         return keyIdentifier(kThumbprint, thumbprintOf(certificateFromPem(pair.certificates).get()));
       }},
      {"KeyIdentifierWithCertificate",
       [](const KeyPair& pair) { return keyIdentifier(kX509v3, derOf(certificateFromPem(pair.certificates).get())); }},
      {"IssuerSerial",
       [](const KeyPair& pair) {
         const X509Ptr certificate = certificateFromPem(pair.certificates);
         return issuerSerial(issuerOf(certificate.get()), serialOf(certificate.get()));
       }},
      {"IssuerInTheOtherOrder",
       [](const KeyPair& pair) {
         const X509Ptr certificate = certificateFromPem(pair.certificates);
         const std::string name = between(issuerOf(certificate.get()), "CN=", ",");
         return issuerSerial("C=DE, O=Example & Co, " + name.substr(0, name.size() - 1), serialOf(certificate.get()));
       }},
      {"Certificate", embedded}};
}

class TokenForm : public ::testing::TestWithParam<Form> {};

TEST_P(TokenForm, NamesTheSigner) {
  const Partners partners;
  const std::string message = protectMessage(orderEnvelope(), signedBy(), partners.alice, partners.clock);
  const std::string reference = between(message, "<wsse:Reference ", "/>");

  const std::string changed = replaced(message, reference,
                                       replaceAll(GetParam().reference(aliceKeys()), "<ds:X509Data>",
                                                  "<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"));

  EXPECT_TRUE(opened(changed, partners).starts_with("signer: CN=alice")) << opened(changed, partners);
}

// P-WSS-002
TEST_P(TokenForm, NamesTheRecipient) {
  const Partners partners;
  WssProtection protection = signedBy();
  protection.encryption_alias = "tenant";
  const std::string message = protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);
  const std::string reference = between(message, "<ds:X509Data>", "</ds:X509Data>");

  const std::string changed = replaced(message, reference, GetParam().reference(tenantKeys()));

  EXPECT_TRUE(opened(changed, partners, {.encryption = true}).starts_with("signer: CN=alice"))
      << opened(changed, partners);
}

INSTANTIATE_TEST_SUITE_P(All, TokenForm, ::testing::ValuesIn(forms()),
                         [](const auto& form) { return form.param.name; });

/// Alice's message with another reference to her certificate.
std::string openedWith(const std::string& reference) {
  const Partners partners;
  const std::string message = protectMessage(orderEnvelope(), signedBy(), partners.alice, partners.clock);
  return opened(replaced(message, between(message, "<wsse:Reference ", "/>"), reference), partners);
}

constexpr const char* kForms =
    "Refer to an X.509 certificate: a BinarySecurityToken of the message, its issuer and serial number, its subject "
    "key "
    "identifier, its thumbprint, or an X509Certificate.";

TEST(TokenReference, RefusesFormsItDoesNotKnow) {
  EXPECT_EQ(openedWith("<wsse:Embedded/>"),
            wsSecurity(std::string("the reference to the key has no form that is supported. ") + kForms));
  EXPECT_EQ(openedWith("<wsse:KeyIdentifier ValueType=\"urn:x\">AAAA</wsse:KeyIdentifier>"),
            wsSecurity(std::string("the key identifier has the type 'urn:x', which is not supported. ") + kForms));
}

TEST(TokenReference, RefusesATokenThatIsNone) {
  const Partners partners;
  const std::string message = protectMessage(orderEnvelope(), signedBy(), partners.alice, partners.clock);
  const std::string token_id = between(message, "wsu:Id=\"X509-", "\"");
  const std::string body_id = between(message, "wsu:Id=\"id-", "\"").substr(8);

  const std::string to_body = replaced(message, "URI=\"#" + token_id.substr(8), "URI=\"#" + body_id);
  const std::string to_nothing = replaced(message, token_id, "");
  const std::string other_type = replaced(message, "1.0#X509v3", "1.0#X509PKIPathv1");
  const std::string no_certificate = replaced(message, between(message, token_id + '>', "<"), token_id + ">AAAA<");
  const std::string no_base64 = replaced(message, between(message, token_id + '>', "<"), token_id + ">?<");

  EXPECT_NE(opened(to_body, partners).find("names no BinarySecurityToken of the Security header. "), std::string::npos);
  EXPECT_NE(opened(to_nothing, partners).find("which is referred to. Send the element."), std::string::npos);
  EXPECT_NE(opened(other_type, partners).find("1.0#X509PKIPathv1'. Send one of type '"), std::string::npos);
  EXPECT_EQ(opened(no_certificate, partners),
            wsSecurity("the element 'BinarySecurityToken' holds no X.509 certificate. Send the certificate in DER as "
                       "base64."));
  EXPECT_EQ(opened(no_base64, partners),
            wsSecurity("the element 'BinarySecurityToken' holds no base64. Encode its content so."));
}

TEST(TokenReference, NamesACertificateThatIsNotInTheKeystore) {
  EXPECT_EQ(openedWith("<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509IssuerSerial>"
                       "<ds:X509IssuerName>CN=ca</ds:X509IssuerName><ds:X509SerialNumber>7</ds:X509SerialNumber>"
                       "</ds:X509IssuerSerial></ds:X509Data>"),
            wsSecurity("the keystore of the tenant has no certificate with issuer 'CN=ca' and serial number 7. Put the "
                       "signer's there, or send it in a BinarySecurityToken."));
  EXPECT_EQ(openedWith(keyIdentifier(kSubjectKeyIdentifier, "unknown")),
            wsSecurity("the keystore of the tenant has no certificate with the subject key identifier of the message. "
                       "Put the signer's there, or send it in a BinarySecurityToken."));
  EXPECT_EQ(openedWith(keyIdentifier(kThumbprint, "unknown")),
            wsSecurity("the keystore of the tenant has no certificate with the thumbprint of the message. Put the "
                       "signer's there, or send it in a BinarySecurityToken."));
}

TEST(TokenReference, DoesNotTakeTheCertificateOfAnotherForTheSigners) {
  const Partners partners;
  const std::string by_mallory = protectMessage(orderEnvelope(), signedBy("mallory"), partners.alice, partners.clock);
  const std::string reference = between(by_mallory, "<wsse:Reference ", "/>");
  const std::string as_alice =
      keyIdentifier(kSubjectKeyIdentifier, subjectKeyIdentifierOf(certificateFromPem(aliceKeys().certificates).get()));

  EXPECT_TRUE(opened(replaced(by_mallory, reference, as_alice), partners)
                  .starts_with("Client: WS-Security: the signature does not hold"));
}

}  // namespace
}  // namespace iflowsim
