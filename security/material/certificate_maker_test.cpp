#include "security/material/certificate_maker.h"

#include <ctime>
#include <memory>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace iflowsim {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr TimePoint kNow = sys_days{std::chrono::year{2026} / 3 / 1};

using Read = std::shared_ptr<X509>;

Read read(const std::string& pem) {
  const std::shared_ptr<BIO> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr), X509_free};
}

std::shared_ptr<EVP_PKEY> readKey(const std::string& pem) {
  const std::shared_ptr<BIO> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
}

std::string subjectOf(const Read& certificate) {
  const std::shared_ptr<BIO> memory(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate.get()), 0, XN_FLAG_RFC2253);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

CertificateWish wishFor(const std::string& name) {
  return {.subject = {{"C", "DE"}, {"O", "Company"}, {"CN", name}},
          .not_before = kNow - days(1),
          .not_after = kNow + days(30)};
}

CertifiedKey made(const CertificateWish& wish, const CertifiedKey* issuer = nullptr) {
  auto result = makeCertificate(wish, issuer);
  EXPECT_TRUE(result) << result.error().text;
  return result.value_or(CertifiedKey{});
}

CertifiedKey authority() {
  CertificateWish wish = wishFor("authority");
  wish.authority = true;
  wish.path_length = 0;
  return made(wish);
}

TEST(CertificateMaker, WritesTheNameWithItsMostSpecificPartLast) {
  const Read certificate = read(made(wishFor("alice")).certificate);

  EXPECT_EQ(subjectOf(certificate), "CN=alice,O=Company,C=DE");
}

TEST(CertificateMaker, KeepsSpecialCharactersAndOtherAlphabetsInNames) {
  CertificateWish wish = wishFor("*.company.example");
  wish.subject[1].second = "Müller, Söhne";

  const Read certificate = read(made(wish).certificate);

  X509_NAME* name = X509_get_subject_name(certificate.get());
  const ASN1_STRING* organisation = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, 1));
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(organisation)),
                        static_cast<std::size_t>(ASN1_STRING_length(organisation))),
            "Müller, Söhne");
}

TEST(CertificateMaker, IsValidBetweenTheTimesAskedFor) {
  const Read certificate = read(made(wishFor("alice")).certificate);

  const auto toSeconds = [](TimePoint time) -> std::time_t { return time.time_since_epoch().count() / 1000; };
  std::time_t begin = toSeconds(kNow - days(1));
  std::time_t end = toSeconds(kNow + days(30));
  // X509_cmp_time never says equal: 'before' holds for the same second too.
  EXPECT_EQ(X509_cmp_time(X509_get0_notBefore(certificate.get()), &begin), -1);
  EXPECT_EQ(X509_cmp_time(X509_get0_notAfter(certificate.get()), &end), -1);
  begin -= 1;
  end -= 1;
  EXPECT_EQ(X509_cmp_time(X509_get0_notBefore(certificate.get()), &begin), 1);
  EXPECT_EQ(X509_cmp_time(X509_get0_notAfter(certificate.get()), &end), 1);
}

TEST(CertificateMaker, SignsWithTheIssuerAndRefersToItsKey) {
  const CertifiedKey issuer = authority();

  const Read certificate = read(made(wishFor("alice"), &issuer).certificate);

  EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(read(issuer.certificate).get())), 1);
  EXPECT_EQ(X509_check_issued(read(issuer.certificate).get(), certificate.get()), X509_V_OK);
  EXPECT_NE(X509_get0_authority_key_id(certificate.get()), nullptr);
  EXPECT_NE(X509_get0_subject_key_id(certificate.get()), nullptr);
}

TEST(CertificateMaker, SignsItselfWithoutAnIssuer) {
  const Read certificate = read(made(wishFor("alice")).certificate);

  EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())), 1);
  EXPECT_EQ(X509_self_signed(certificate.get(), 1), 1);
}

TEST(CertificateMaker, MakesAuthoritiesWithALimitedChainBelowThem) {
  const Read certificate = read(authority().certificate);

  EXPECT_EQ(X509_check_ca(certificate.get()), 1);
  EXPECT_EQ(X509_get_pathlen(certificate.get()), 0);
  EXPECT_NE(X509_get_key_usage(certificate.get()) & KU_KEY_CERT_SIGN, 0U);
}

TEST(CertificateMaker, MakesNoAuthorityUnlessAsked) {
  const Read certificate = read(made(wishFor("alice")).certificate);

  EXPECT_EQ(X509_check_ca(certificate.get()), 0);
  EXPECT_EQ(X509_get_key_usage(certificate.get()), static_cast<unsigned>(KU_DIGITAL_SIGNATURE));
}

TEST(CertificateMaker, NamesTheUsagesAskedForOnly) {
  CertificateWish client = wishFor("client");
  client.extended_key_usages = {"clientAuth"};

  const Read with = read(made(client).certificate);
  const Read without = read(made(wishFor("plain")).certificate);

  EXPECT_EQ(X509_get_extended_key_usage(with.get()), static_cast<unsigned>(XKU_SSL_CLIENT));
  EXPECT_EQ(X509_get_ext_by_NID(without.get(), NID_ext_key_usage, -1), -1);
}

TEST(CertificateMaker, NamesHostsAndAddresses) {
  CertificateWish wish = wishFor("server");
  wish.alternative_names = {"DNS:localhost", "IP:127.0.0.1"};

  const Read certificate = read(made(wish).certificate);

  EXPECT_EQ(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
}

TEST(CertificateMaker, MakesTheKindOfKeyAskedFor) {
  CertificateWish wish = wishFor("alice");
  const auto elliptic = readKey(made(wish).key);
  wish.key = KeyKind::Rsa2048;
  const auto rsa = readKey(made(wish).key);

  EXPECT_EQ(EVP_PKEY_get_base_id(elliptic.get()), EVP_PKEY_EC);
  EXPECT_EQ(EVP_PKEY_get_base_id(rsa.get()), EVP_PKEY_RSA);
  EXPECT_EQ(EVP_PKEY_get_bits(rsa.get()), 2048);
}

TEST(CertificateMaker, MakesAKeyAndASerialNumberOfItsOwnEachTime) {
  const CertifiedKey one = made(wishFor("alice"));
  const CertifiedKey other = made(wishFor("alice"));

  EXPECT_EQ(X509_check_private_key(read(one.certificate).get(), readKey(one.key).get()), 1);
  EXPECT_NE(one.key, other.key);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(read(one.certificate).get()),
                             X509_get0_serialNumber(read(other.certificate).get())),
            0);
}

TEST(CertificateMaker, PacksKeyAndChainBehindAPassword) {
  const CertifiedKey issuer = authority();
  const CertifiedKey own = made(wishFor("alice"), &issuer);

  const auto packed = toPkcs12(own, issuer.certificate, "alice", "open sesame");

  ASSERT_TRUE(packed) << packed.error().text;
  const auto* bytes = reinterpret_cast<const unsigned char*>(packed->data());
  const std::shared_ptr<PKCS12> file(d2i_PKCS12(nullptr, &bytes, static_cast<long>(packed->size())), PKCS12_free);
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* chain = nullptr;
  ASSERT_EQ(PKCS12_parse(file.get(), "open sesame", &key, &certificate, &chain), 1);
  EXPECT_EQ(X509_check_private_key(certificate, key), 1);
  EXPECT_EQ(sk_X509_num(chain), 1);
  EXPECT_EQ(PKCS12_verify_mac(file.get(), "wrong", -1), 0);
  EVP_PKEY_free(key);
  X509_free(certificate);
  sk_X509_pop_free(chain, X509_free);
}

TEST(CertificateMaker, SaysWhatHasNoFormInACertificate) {
  CertificateWish name = wishFor("alice");
  name.subject = {{"C", "Germany"}};
  CertificateWish usage = wishFor("alice");
  usage.extended_key_usages = {"cooking"};

  const auto unnamed = makeCertificate(name);
  const auto unused = makeCertificate(usage);

  ASSERT_FALSE(unnamed);
  EXPECT_EQ(unnamed.error().code, "MATERIAL-002");
  EXPECT_NE(unnamed.error().text.find("C=Germany"), std::string::npos);
  ASSERT_FALSE(unused);
  EXPECT_NE(unused.error().text.find("cooking"), std::string::npos);
}

TEST(CertificateMaker, RefusesAnIssuerThatIsNoCertificate) {
  const CertifiedKey nobody{.certificate = "none", .key = "none"};

  const auto certificate = makeCertificate(wishFor("alice"), &nobody);
  const auto packed = toPkcs12(nobody, "", "nobody", "x");

  EXPECT_EQ(certificate.error().code, "MATERIAL-002");
  EXPECT_EQ(packed.error().code, "MATERIAL-002");
}

}  // namespace
}  // namespace iflowsim
