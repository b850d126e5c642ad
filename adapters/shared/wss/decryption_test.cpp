#include "adapters/shared/wss/decryption.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"

namespace iflowsim {
namespace {

using namespace wss;

const std::string kStart = "Client: WS-Security: ";
const std::string kCannot =
    kStart +
    "the message cannot be decrypted: it was changed, or encrypted with another key. Encrypt it for the "
    "certificate of the tenant.";

/// Encrypted for the tenant, and not signed.
std::string encryptedOrder(const Partners& partners, const std::string& suite = {},
                           const std::string& payload = orderPayload()) {
  const WssProtection protection{.encryption_alias = "tenant", .suite = suite};
  return protectMessage(writeEnvelope(SoapVersion::V11, {}, payload), protection, partners.alice, partners.clock);
}

std::string openedEncrypted(const std::string& message, const Partners& partners) {
  return opened(message, partners, {.signature = false, .encryption = true});
}

TEST(Decryption, LeavesNothingReadableInTheMessage) {
  const Partners partners;

  const std::string message = encryptedOrder(partners);

  EXPECT_EQ(message.find("Tea "), std::string::npos);
  EXPECT_EQ(message.find("order"), std::string::npos);
  EXPECT_TRUE(openedEncrypted(message, partners).starts_with("signer: ; payload: <o:order"));
}

TEST(Decryption, WantsAnEncryptedBody) {
  const Partners partners;
  const std::string message = protectMessage(orderEnvelope(), {}, partners.alice, partners.clock);

  EXPECT_EQ(openedEncrypted(message, partners),
            kStart + "the content of the body is not encrypted. Encrypt it for the certificate of the tenant.");
}

TEST(Decryption, WantsAllOfTheBodyEncrypted) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);

  for (const std::string& more :
       {std::string("<o:order xmlns:o=\"urn:o\"/></soap:Body>"), std::string("x</soap:Body>")}) {
    EXPECT_EQ(openedEncrypted(replaced(message, "</soap:Body>", more), partners),
              kStart + "the content of the body is not encrypted. Encrypt it for the certificate of the tenant.");
  }
}

TEST(Decryption, NamesAKeyThatIsNotInTheKeystore) {
  Partners partners;
  partners.alice.addCertificate("tenant", malloryKeys().certificates);

  const std::string found = openedEncrypted(encryptedOrder(partners), partners);

  EXPECT_TRUE(found.starts_with(kStart + "the keystore of the tenant has no key pair whose certificate has issuer "
                                         "'CN=mallory,O=Example & Co,C=DE' and serial number "))
      << found;
}

/// Everything that goes wrong below has one text, so that nobody learns of the plain text by trying.
TEST(Decryption, TellsNothingOfWhatWentWrong) {
  Partners partners;
  for (const char* suite : {"Basic256", "Basic256Rsa15", "TripleDes"}) {
    const std::string message = encryptedOrder(partners, suite);
    const std::string other = encryptedOrder(partners, suite);
    const std::string key = between(message, "<xenc:CipherValue>", "</xenc:CipherValue>");
    const std::string content = between(message, "<CipherValue>", "</CipherValue>");

    const std::string other_key = replaced(message, key, between(other, "<xenc:CipherValue>", "</xenc:CipherValue>"));
    const std::string no_key = replaced(message, key, "<xenc:CipherValue>AAAA</xenc:CipherValue>");
    const std::string no_content = replaced(message, content, "<CipherValue>AAAA</CipherValue>");
    const std::string cut = replaced(message, content, content.substr(0, 37) + "</CipherValue>");

    for (const std::string& changed : {other_key, no_key, no_content, cut}) {
      EXPECT_EQ(openedEncrypted(changed, partners), kCannot) << suite;
    }
  }
}

TEST(Decryption, RefusesAnotherKeySizeAsIfTheKeyWereWrong) {
  const Partners partners;

  const std::string message = replaced(encryptedOrder(partners, "Basic256"), "aes256-cbc", "aes128-cbc");

  EXPECT_EQ(openedEncrypted(message, partners), kCannot);
}

struct Change {
  std::string name;
  std::string from;
  std::string to;
  std::string reason;
};

class ChangedEncryption : public ::testing::TestWithParam<Change> {};

TEST_P(ChangedEncryption, IsRefused) {
  const Partners partners;

  const std::string message = replaced(encryptedOrder(partners), GetParam().from, GetParam().to);

  EXPECT_EQ(openedEncrypted(message, partners), kStart + GetParam().reason);
}

std::vector<Change> changes() {
  const std::string pkcs = "http://www.w3.org/2001/04/xmlenc#";
  return {
      {"KeyAlgorithm", "#rsa-oaep-mgf1p", "#kw-aes256",
       "the key was encrypted with '" + pkcs + "kw-aes256', which is not allowed. Use RSA-OAEP or RSA 1.5."},
      {"ContentAlgorithm", "#aes256-cbc", "#kw-aes256",
       "the content was encrypted with '" + pkcs +
           "kw-aes256', which is not allowed. Use AES-128, AES-192, AES-256 or TripleDES in CBC mode."},
      {"Type", "#Content", "#Other",
       "an encrypted part has the type '" + pkcs + "Other'. Encrypt an element, or the content of one."},
      {"KeyReference", "<xenc:DataReference URI", "<xenc:KeyReference URI",
       "a list of encrypted parts holds 'KeyReference'. Only DataReference is supported."},
  };
}

INSTANTIATE_TEST_SUITE_P(All, ChangedEncryption, ::testing::ValuesIn(changes()),
                         [](const auto& change) { return change.param.name; });

TEST(Decryption, LooksForNothingOutsideTheMessage) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);
  const std::string content = between(message, "<CipherValue>", "</CipherValue>");

  EXPECT_EQ(openedEncrypted(replaced(message, content, "<CipherReference URI=\"http://127.0.0.1/\"/>"), partners),
            kStart + "the element 'CipherData' has no 'CipherValue'. Add it.");
  EXPECT_EQ(
      openedEncrypted(replaced(message, between(message, "<xenc:DataReference URI=\"", "\""),
                               "<xenc:DataReference URI=\"file:///etc/hostname\""),
                      partners),
      kStart + "the reference 'file:///etc/hostname' does not name an element of the message by its Id. Use '#Id'.");
}

TEST(Decryption, RefusesEncryptedPartsThatNoKeyNames) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);
  const std::string data = between(message, "<EncryptedData", "</EncryptedData>");

  EXPECT_EQ(openedEncrypted(replaced(message, "<xenc:EncryptedKey", data + "<xenc:EncryptedKey"), partners),
            kStart +
                "an encrypted part of the Security header is named by no key before it. Send its EncryptedKey "
                "first.");
}

TEST(Decryption, RefusesAKeyForWhatIsNotEncrypted) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);
  const std::string target = between(message, "<xenc:DataReference URI=\"#", "\"");
  const std::string key = between(message, "<xenc:EncryptedKey Id=\"", "\"");
  const std::string key_id = key.substr(23, key.size() - 24);

  EXPECT_EQ(openedEncrypted(replaced(message, target, "<xenc:DataReference URI=\"#" + key_id + '"'), partners),
            kStart + "the reference '#" + key_id +
                "' names no EncryptedData inside header or body. Encrypt the content of the body.");
}

TEST(Decryption, TakesAListOfPartsThatNameTheirKey) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);
  const std::string list = between(message, "<xenc:ReferenceList>", "</xenc:ReferenceList>");

  const std::string apart = replaced(replaced(message, list, ""), "</wsse:Security>", list + "</wsse:Security>");
  const std::string early = replaced(
      replaced(message, list, ""), "<wsu:Timestamp",
      replaced(list, "<xenc:ReferenceList>", "<xenc:ReferenceList xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\">") +
          "<wsu:Timestamp");

  EXPECT_TRUE(openedEncrypted(apart, partners).starts_with("signer: ; payload: <o:order"))
      << openedEncrypted(apart, partners);
  EXPECT_NE(openedEncrypted(early, partners).find("which does not stand before it. Send its EncryptedKey first."),
            std::string::npos);
}

TEST(Decryption, BoundsTheKeysOfAMessage) {
  const Partners partners;
  const std::string message = encryptedOrder(partners);
  const std::string key = between(message, "<xenc:EncryptedKey", "</xenc:EncryptedKey>");
  const std::string list = between(key, "<xenc:ReferenceList>", "</xenc:ReferenceList>");
  std::string many;
  for (int i = 0; i < 16; ++i) many += replaced(key, list, "");

  EXPECT_EQ(openedEncrypted(replaced(message, key, many + key), partners),
            kStart + "the message has more than 16 encrypted keys. Encrypt the body with one.");
}

TEST(Decryption, BoundsTheDepthOfWhatItDecrypts) {
  const Partners partners;
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<a>";
    for (int i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  const std::string deepest = nested(510);
  const std::string message = encryptedOrder(partners, {}, deepest);

  const std::string deeper =
      replaced(replaced(message, "<EncryptedData", "<w><EncryptedData"), "</soap:Body>", "</w></soap:Body>");

  EXPECT_TRUE(openedEncrypted(message, partners).starts_with("signer: ; payload: <a "));
  EXPECT_EQ(openedEncrypted(deeper, partners),
            kStart + "the decrypted content is nested deeper than 512 elements. Send a flatter document.");
}

TEST(Decryption, KeepsTheNamespacesOfTheEnvelopeForTheContent) {
  const Partners partners;
  const std::string envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:p=\"urn:p\">"
      "<s:Body><p:a/><!-- -->text</s:Body></s:Envelope>";

  const std::string message = protectMessage(envelope, {.encryption_alias = "tenant"}, partners.alice, partners.clock);

  const std::string found = openedEncrypted(message, partners);
  EXPECT_TRUE(found.starts_with("signer: ; payload: <p:a ")) << found;
  EXPECT_NE(found.find("xmlns:p=\"urn:p\""), std::string::npos) << found;
}

}  // namespace
}  // namespace iflowsim
