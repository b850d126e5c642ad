#include "security/material/certificate.h"

#include <random>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"

namespace iflowsim {
namespace {

using std::chrono::seconds;
using std::chrono::sys_days;
using namespace std::chrono_literals;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

struct NamePart {
  const char* type;
  std::string value;
  /// MBSTRING_UTF8, or the type of string as it is.
  int kind = MBSTRING_UTF8;
  /// Joined to the part before by `+`.
  int set = 0;
};

struct Wanted {
  std::vector<NamePart> subject{{"C", "DE"}, {"O", "Company"}, {"CN", "alice"}};
  std::vector<NamePart> issuer{{"C", "DE"}, {"CN", "Training CA"}};
  std::vector<std::pair<int, std::string>> extensions;
  long serial = 0x1AB;
};

EVP_PKEY* sharedKey() {
  static const Key key(EVP_EC_gen("P-256"));
  return key.get();
}

void fillName(X509_NAME* name, const std::vector<NamePart>& parts) {
  for (const NamePart& part : parts) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(part.value.data());
    ASSERT_EQ(X509_NAME_add_entry_by_txt(name, part.type, part.kind, bytes, static_cast<int>(part.value.size()), -1,
                                         part.set),
              1);
  }
}

/// The DER bytes of a certificate made for the test, valid in the year 2024.
std::string makeDer(const Wanted& wanted = {}) {
  const std::unique_ptr<X509, Free> made(X509_new());
  X509* it = made.get();
  X509_set_version(it, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(it), wanted.serial);
  ASN1_TIME_set_string(X509_getm_notBefore(it), "20240101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(it), "20241231235959Z");
  X509_set_pubkey(it, sharedKey());
  fillName(X509_get_subject_name(it), wanted.subject);
  fillName(X509_get_issuer_name(it), wanted.issuer);
  for (const auto& [kind, value] : wanted.extensions) {
    const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    X509_add_ext(it, extension.get(), -1);
  }
  X509_sign(it, sharedKey(), EVP_sha256());
  unsigned char* data = nullptr;
  const int size = i2d_X509(it, &data);
  std::string der(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
  OPENSSL_free(data);
  return der;
}

CertificatePtr make(const Wanted& wanted = {}) {
  auto certificate = Certificate::fromDer(makeDer(wanted));
  if (!certificate) ADD_FAILURE() << certificate.error().text;
  return certificate.value_or(nullptr);
}

TEST(Certificate, SaysWhatItHolds) {
  const CertificatePtr certificate = make();

  EXPECT_EQ(certificate->subject(), "CN=alice, O=Company, C=DE");
  EXPECT_EQ(certificate->issuer(), "CN=Training CA, C=DE");
  EXPECT_EQ(certificate->serial(), "01AB");
  EXPECT_EQ(certificate->notBefore(), TimePoint(sys_days(2024y / 1 / 1)));
  EXPECT_EQ(certificate->notAfter(), TimePoint(sys_days(2025y / 1 / 1)) - seconds(1));
  EXPECT_TRUE(certificate->extendedKeyUsages().empty());
  EXPECT_FALSE(certificate->isSelfIssued());
  EXPECT_FALSE(certificate->isAuthority());
}

TEST(Certificate, IsValidFromItsFirstToItsLastSecond) {
  const CertificatePtr certificate = make();

  EXPECT_TRUE(certificate->isValidAt(certificate->notBefore()));
  EXPECT_TRUE(certificate->isValidAt(certificate->notAfter()));
  EXPECT_FALSE(certificate->isValidAt(certificate->notBefore() - 1ms));
  EXPECT_FALSE(certificate->isValidAt(certificate->notAfter() + 1ms));
}

TEST(Certificate, WritesNamesAsRfc4514Has) {
  const CertificatePtr certificate = make(
      {.subject = {{"O", "A, B + \"C\" <x>; \\ Inc."}, {"CN", " M\xC3\xBCller\n"}, {"OU", "x", MBSTRING_UTF8, -1}}});

  EXPECT_EQ(certificate->subject(), R"(CN=\ Müller\0A + OU=x, O=A\, B \+ \"C\" \<x\>\; \\ Inc.)");
}

TEST(Certificate, KnowsClientAuthenticationOnlyWhereItIsNamed) {
  const auto usages = [](const std::string& value) { return make({.extensions = {{NID_ext_key_usage, value}}}); };

  EXPECT_TRUE(usages("clientAuth")->allowsClientAuthentication());
  EXPECT_TRUE(usages("critical,serverAuth,clientAuth")->allowsClientAuthentication());
  EXPECT_FALSE(usages("serverAuth")->allowsClientAuthentication());
  EXPECT_FALSE(usages("anyExtendedKeyUsage")->allowsClientAuthentication());
  EXPECT_FALSE(make()->allowsClientAuthentication());
  EXPECT_EQ(usages("clientAuth,1.2.3.4")->extendedKeyUsages(), (std::vector<std::string>{"clientAuth", "1.2.3.4"}));
}

TEST(Certificate, TakesNoUsageFromAnExtensionThatIsThereTwice) {
  const CertificatePtr certificate =
      make({.extensions = {{NID_ext_key_usage, "clientAuth"}, {NID_ext_key_usage, "clientAuth"}}});

  EXPECT_FALSE(certificate->allowsClientAuthentication());
}

TEST(Certificate, KnowsAuthoritiesAndSelfIssuedOnes) {
  const std::vector<NamePart> name{{"CN", "Root"}};

  const CertificatePtr root =
      make({.subject = name, .issuer = name, .extensions = {{NID_basic_constraints, "critical,CA:TRUE"}}});

  EXPECT_TRUE(root->isAuthority());
  EXPECT_TRUE(root->isSelfIssued());
  EXPECT_FALSE(make({.extensions = {{NID_basic_constraints, "critical,CA:FALSE"}}})->isAuthority());
}

TEST(Certificate, IsToldApartByAllItsBytes) {
  const CertificatePtr one = make({.serial = 1});
  const CertificatePtr two = make({.serial = 2});

  EXPECT_EQ(one->fingerprint(), (*Certificate::fromDer(one->der()))->fingerprint());
  EXPECT_NE(one->fingerprint(), two->fingerprint());
  EXPECT_EQ(toHex(one->fingerprint()).size(), 64U);
  EXPECT_NE(FingerprintHash()(one->fingerprint()), FingerprintHash()(two->fingerprint()));
}

std::string percentEncoded(const std::string& pem) {
  return percentEncode(pem);
}

TEST(Certificate, ReadsWhatPeoplePasteAndProxiesSend) {
  const CertificatePtr certificate = make();
  const std::string pem = certificate->pem();
  const std::string spaced = replaceAll(percentEncoded(pem), "%20", "+");
  const std::vector<std::string> forms{pem,
                                       "subject=CN = alice\n" + pem,
                                       replaceAll(pem, "\n", "\r\n"),
                                       replaceAll(pem, "\n", ""),
                                       replaceAll(pem, "\n", " "),
                                       replaceAll(pem, "\n", "\\n"),
                                       percentEncoded(pem),
                                       spaced,
                                       certificate->base64(),
                                       " " + certificate->base64() + "\n",
                                       percentEncoded(certificate->base64()),
                                       base64Encode(pem),
                                       certificate->der()};

  for (const std::string& form : forms) {
    const auto read = Certificate::fromAnyForm(form);

    ASSERT_TRUE(read) << form << read.error().text;
    EXPECT_EQ((*read)->fingerprint(), certificate->fingerprint()) << form;
  }
}

TEST(Certificate, ReadsAChainInOrder) {
  const std::string pem = make({.serial = 1})->pem() + "\n# next\n" + make({.serial = 2})->pem();

  const auto chain = Certificate::chainFromPem(pem);

  ASSERT_TRUE(chain);
  ASSERT_EQ(chain->size(), 2U);
  EXPECT_EQ((*chain)[0]->serial(), "01");
  EXPECT_EQ((*chain)[1]->serial(), "02");
  EXPECT_EQ((*Certificate::fromPem(pem))->serial(), "01");
}

TEST(Certificate, RefusesAChainWithADamagedPart) {
  const std::string pem = make()->pem();

  for (const std::string& damaged : {pem + pem.substr(0, 200), pem + replaceAll(pem, "MII", "M*I"), std::string()}) {
    const auto chain = Certificate::chainFromPem(damaged);

    ASSERT_FALSE(chain);
    EXPECT_EQ(chain.error().code, "CERT-001");
  }
}

TEST(Certificate, SaysWhyTextIsNoCertificate) {
  const std::string der = makeDer();
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "neither PEM nor base64"},
      {"hello world", "neither PEM nor base64"},
      {base64Encode("hello world"), "its bytes are no certificate"},
      {der + "x", "its bytes are no certificate"},
      {der.substr(0, der.size() - 1), "its bytes are no certificate"},
      {"-----BEGIN CERTIFICATE-----\nMII", "no end line"},
      {"-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----", "damaged"},
      {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "no PEM block of a certificate"},
      {base64Encode(std::string(70'000, '\x30')), "larger than 64 KiB"},
      {std::string(2'000'000, 'A'), "larger than 1 MiB"}};

  for (const auto& [text, why] : cases) {
    const auto read = Certificate::fromAnyForm(text);

    ASSERT_FALSE(read) << text.substr(0, 60);
    EXPECT_EQ(read.error().code, "CERT-001");
    EXPECT_NE(read.error().text.find(why), std::string::npos) << read.error().text;
    EXPECT_NE(read.error().text.find("Give an X.509 certificate"), std::string::npos);
  }
}

TEST(Certificate, RefusesNamesThatHoldANul) {
  const std::vector<NamePart> name{{"CN", std::string("alice\0.evil", 11)}};

  for (const Wanted& wanted : {Wanted{.subject = name}, Wanted{.issuer = name}}) {
    const auto read = Certificate::fromDer(makeDer(wanted));

    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text.find("NUL"), std::string::npos);
  }
}

TEST(Certificate, ReadsWideStringsWithoutTakingThemForNuls) {
  const std::string wide("\0a\0l\0i", 6);

  EXPECT_EQ(make({.subject = {{"CN", wide, V_ASN1_BMPSTRING}}})->subject(), "CN=ali");
}

TEST(Certificate, ReadsAnEmptyNameAsEmpty) {
  EXPECT_EQ(make({.subject = {}})->subject(), "");
}

TEST(Certificate, ReadsAHugeNameWhole) {
  const CertificatePtr certificate = make({.subject = std::vector<NamePart>(500, {"DC", std::string(60, 'x')})});

  EXPECT_GT(certificate->subject().size(), 500U * 60U);
}

TEST(Certificate, SurvivesDamagedBytes) {
  const std::string der = makeDer({.extensions = {{NID_ext_key_usage, "clientAuth"}}});
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same bytes in every run
  const auto draw = [&random](std::size_t below) { return random() % below; };

  for (int i = 0; i < 20'000; ++i) {
    std::string mutated = der;
    for (std::size_t n = 1 + draw(4); n > 0; --n) mutated[draw(mutated.size())] = static_cast<char>(draw(256));
    if (draw(4) == 0) mutated.resize(draw(mutated.size()));
    const auto read = Certificate::fromAnyForm(mutated);

    if (!read) continue;
    EXPECT_EQ((*read)->der(), mutated);
    EXPECT_EQ((*read)->subject().find('\0'), std::string::npos);
  }
}

TEST(Certificate, SurvivesDamagedText) {
  const std::string pem = make()->pem();
  const std::string fragments[] = {"-----BEGIN", "-----END CERTIFICATE-----", "%", "%00", "\\n", "=", "+", "\n"};
  std::mt19937 random(2);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts in every run

  for (int i = 0; i < 5'000; ++i) {
    std::string text = random() % 2 == 0 ? pem : percentEncoded(pem);
    for (int n = 0; n < 3; ++n) text.insert(random() % text.size(), fragments[random() % std::size(fragments)]);
    if (random() % 3 == 0) text.resize(random() % text.size());
    const auto read = Certificate::fromAnyForm(text);

    if (!read) {
      EXPECT_EQ(read.error().code, "CERT-001");
    }
  }
}

}  // namespace
}  // namespace iflowsim
