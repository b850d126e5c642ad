#include <array>
#include <thread>

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <openssl/sha.h>

#include "adapters/shared/wss/wss_testkit.h"
#include "runtime/base/base64.h"
#include "runtime/base/flow_error.h"

namespace iflowsim {
namespace {

using namespace wss;

std::string protectedOrder(const WssProtection& protection) {
  const Partners partners;
  return protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);
}

/// The text of the failure.
std::string failureOf(const WssProtection& protection, const FakeKeystore& keystore) {
  try {
    protectMessage(orderEnvelope(), protection, keystore, ManualClock());
  } catch (const FlowError& error) {
    return error.describe();
  }
  return "none";
}

/// Local names of the elements of the Security header.
std::string layoutOf(const std::string& message) {
  std::string names;
  const std::string header = between(message, "<wsse:Security ", "</wsse:Security>");
  const std::vector<std::string> elements = {"wsu:Timestamp", "wsse:UsernameToken", "wsse:BinarySecurityToken",
                                             "ds:Signature", "xenc:EncryptedKey"};
  for (std::size_t at = 0; at < header.size(); ++at) {
    for (const std::string& element : elements) {
      const bool begins = header.compare(at, element.size() + 1, '<' + element) == 0;
      const std::size_t end = at + element.size() + 1;
      if (begins && (header[end] == ' ' || header[end] == '>')) names += element.substr(element.find(':') + 1) + ' ';
    }
  }
  return names;
}

TEST(ProtectMessage, LeavesAMessageAloneWithoutProtection) {
  EXPECT_EQ(protectedOrder({.time_stamp = false}), orderEnvelope());
}

TEST(ProtectMessage, MarksTheHeaderAsOneToBeUnderstood) {
  const Partners partners;

  for (const auto& [version, mark] : {std::pair{SoapVersion::V11, "soap:mustUnderstand=\"1\""},
                                      std::pair{SoapVersion::V12, "soap:mustUnderstand=\"true\""}}) {
    const std::string message = protectMessage(orderEnvelope(version), {}, partners.alice, partners.clock);

    EXPECT_NE(message.find(mark), std::string::npos) << message;
  }
}

TEST(ProtectMessage, KeepsTheOtherHeaders) {
  const Partners partners;
  const SoapHeader header = readSoapHeader("<a:a xmlns:a=\"urn:a\">1</a:a>");

  const std::string message = protectMessage(writeEnvelope(SoapVersion::V11, {header}, orderPayload()), signedBy(),
                                             partners.alice, partners.clock);

  EXPECT_NE(message.find("<a:a xmlns:a=\"urn:a\">1</a:a><wsse:Security"), std::string::npos) << message;
}

// P-WSS-006
TEST(ProtectMessage, LetsTheReceiverUndoItInTheOrderOfTheHeader) {
  WssProtection protection = signedBy();
  protection.encryption_alias = "tenant";
  protection.user = "me";

  EXPECT_EQ(layoutOf(protectedOrder(protection)),
            "Timestamp UsernameToken EncryptedKey BinarySecurityToken Signature ");

  protection.encrypt_before_signing = true;
  EXPECT_EQ(layoutOf(protectedOrder(protection)),
            "Timestamp UsernameToken BinarySecurityToken Signature EncryptedKey ");

  protection.time_stamp = false;
  protection.user.clear();
  EXPECT_EQ(layoutOf(protectedOrder(protection)), "BinarySecurityToken Signature EncryptedKey ");
}

TEST(ProtectMessage, StampsTheTimeOfTheTenantForFiveMinutes) {
  EXPECT_NE(protectedOrder({}).find("<wsu:Created>2024-01-01T00:00:00Z</wsu:Created>"
                                    "<wsu:Expires>2024-01-01T00:05:00Z</wsu:Expires>"),
            std::string::npos);
}

// P-WSS-003
TEST(ProtectMessage, DigestsAsTheSignatureDoesAndAsTheSuiteAsks) {
  const std::string sha1 = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/>";
  const std::string sha256 = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
  const std::string sha512 = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/>";
  WssProtection protection = signedBy();

  EXPECT_NE(protectedOrder(protection).find(sha1), std::string::npos);
  protection.suite = "Basic128Sha256";
  EXPECT_NE(protectedOrder(protection).find(sha256), std::string::npos);
  protection.algorithm = SignatureAlgorithm::Sha512;
  EXPECT_NE(protectedOrder(protection).find(sha512), std::string::npos);
}

TEST(ProtectMessage, SendsTheAlgorithmsOfTheSuite) {
  WssProtection protection{.encryption_alias = "tenant", .suite = "TripleDesRsa15"};

  const std::string message = protectedOrder(protection);

  EXPECT_NE(message.find("http://www.w3.org/2001/04/xmlenc#tripledes-cbc"), std::string::npos);
  EXPECT_NE(message.find("http://www.w3.org/2001/04/xmlenc#rsa-1_5"), std::string::npos);
}

TEST(ProtectMessage, SendsAUserWithAPlainPassword) {
  const std::string message = protectedOrder({.time_stamp = false, .user = "me & you", .password = "<secret>"});

  EXPECT_NE(message.find("<wsse:Username>me &amp; you</wsse:Username><wsse:Password "
                         "Type=\"http://docs.oasis-open.org/wss/2004/01/"
                         "oasis-200401-wss-username-token-profile-1.0#PasswordText\">&lt;secret&gt;</wsse:Password>"),
            std::string::npos)
      << message;
}

TEST(ProtectMessage, SendsAUserWithAHashedPassword) {
  const std::string message =
      protectedOrder({.time_stamp = false, .user = "me", .password = "secret", .hashed_password = true});

  const auto content_of = [&message](const std::string& name) {
    const std::string text = between(message, '<' + name, "</");
    return text.substr(text.find('>') + 1, text.size() - text.find('>') - 3);
  };
  const std::string hashed = *base64Decode(content_of("wsse:Nonce")) + "2024-01-01T00:00:00Zsecret";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(hashed.data()), hashed.size(), digest.data());
  EXPECT_EQ(*base64Decode(content_of("wsse:Password")),
            std::string(reinterpret_cast<const char*>(digest.data()), digest.size()));
  EXPECT_EQ(message.find("secret"), std::string::npos);
  EXPECT_NE(message.find("1.0#PasswordDigest\""), std::string::npos);
}

// P-WSS-005
TEST(ProtectMessage, NamesAnAliasThatIsNotInTheKeystore) {
  const Partners partners;

  EXPECT_EQ(failureOf(signedBy("nobody"), partners.alice),
            "org.apache.wss4j.common.ext.WSSecurityException: General security error (No certificates for user "
            "\"nobody\" were found for signature). The keystore has no key pair of that alias; put its key and "
            "certificate there, or correct the alias in the channel.");
  EXPECT_EQ(failureOf({.encryption_alias = "nobody"}, partners.alice),
            "org.apache.wss4j.common.ext.WSSecurityException: General security error (No certificates for user "
            "\"nobody\" were found for encryption). The keystore has no certificate of that alias; put it there, or "
            "correct the alias in the channel.");
}

TEST(ProtectMessage, NamesAKeyThatDoesNotFit) {
  Partners partners;
  partners.alice.addKeyPair("ec", makeKeyPair({.name = "ec", .elliptic = true}));

  EXPECT_EQ(failureOf(signedBy("ec"), partners.alice),
            "org.apache.wss4j.common.ext.WSSecurityException: Signature creation failed: the key pair 'ec' of the "
            "keystore cannot sign. Use an RSA key with its certificate.");
  EXPECT_EQ(failureOf({.encryption_alias = "ec"}, partners.alice),
            "org.apache.wss4j.common.ext.WSSecurityException: Cannot encrypt data: nothing can be encrypted for the "
            "certificate 'ec' of the keystore. Use the certificate of an RSA key.");
}

TEST(ProtectMessage, NamesASuiteItDoesNotKnow) {
  const Partners partners;

  EXPECT_EQ(failureOf({.encryption_alias = "tenant", .suite = "Basic512"}, partners.alice),
            "java.lang.IllegalArgumentException: The algorithm suite 'Basic512' is not supported. Use one of Basic256, "
            "Basic256Rsa15, Basic256Sha256, Basic256Sha256Rsa15, Basic192, Basic192Rsa15, Basic192Sha256, "
            "Basic192Sha256Rsa15, Basic128, Basic128Rsa15, Basic128Sha256, Basic128Sha256Rsa15, TripleDes, "
            "TripleDesRsa15, TripleDesSha256, TripleDesSha256Rsa15.");
}

TEST(ProtectMessage, ProtectsEnvelopesOnly) {
  const Partners partners;

  EXPECT_THROW(protectMessage("<a/>", {}, partners.alice, partners.clock), FlowError);
}

TEST(WsSecurity, WorksInSeveralThreadsAtOnce) {
  const Partners partners;
  WssProtection protection = signedBy();
  protection.encryption_alias = "tenant";
  std::array<int, 4> good{};
  std::vector<std::thread> threads;

  for (int& count : good) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const std::string message = protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);
        if (opened(message, partners, {.encryption = true}).starts_with("signer: CN=alice")) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(good, (std::array<int, 4>{10, 10, 10, 10}));
}

TEST(WsSecurity, LeavesTheEntityLoaderOfTheProcessAlone) {
  const xmlExternalEntityLoader before = xmlGetExternalEntityLoader();

  protectedOrder(signedBy());

  EXPECT_EQ(xmlGetExternalEntityLoader(), before);
}

}  // namespace
}  // namespace iflowsim
