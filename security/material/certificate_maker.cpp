#include "security/material/certificate_maker.h"

#include <chrono>
#include <ctime>
#include <memory>
#include <string_view>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "runtime/base/text.h"
#include "security/material/openssl_ownership.h"

namespace iflowsim {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

void freeStack(STACK_OF(X509) * stack) {
  sk_X509_pop_free(stack, X509_free);
}

/// OpenSSL failed; becomes MATERIAL-002.
struct OpensslFailure {
  std::string operation;
};

void require(bool success, std::string operation) {
  if (!success) throw OpensslFailure{std::move(operation)};
}

Memory memoryOf(std::string_view text) {
  Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require(memory != nullptr, "reserve memory");
  return memory;
}

std::string textOf(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pemOf(X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_X509(memory.get(), certificate) == 1, "write a certificate");
  return textOf(memory.get());
}

std::string pemOf(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "write a key");
  return textOf(memory.get());
}

X509Ptr readCertificate(const std::string& pem) {
  X509Ptr certificate(PEM_read_bio_X509(memoryOf(pem).get(), nullptr, nullptr, nullptr));
  require(certificate != nullptr, "read a certificate");
  return certificate;
}

KeyPtr readKey(const std::string& pem) {
  KeyPtr key(PEM_read_bio_PrivateKey(memoryOf(pem).get(), nullptr, nullptr, nullptr));
  require(key != nullptr, "read a key");
  return key;
}

KeyPtr makeKey(KeyKind kind) {
  constexpr std::size_t kRsaBits = 2048;
  KeyPtr key(kind == KeyKind::EcP256 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                     : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", kRsaBits));
  require(key != nullptr, "make a key");
  return key;
}

void setRandomSerial(X509* certificate) {
  constexpr int kBits = 127;
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_new());
  require(number && BN_rand(number.get(), kBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "draw a serial number");
  require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr, "set a serial number");
}

void setSubject(X509* certificate, const NameAttributes& attributes) {
  X509_NAME* name = X509_get_subject_name(certificate);
  for (const auto& [type, value] : attributes) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(value.c_str());
    require(X509_NAME_add_entry_by_txt(name, type.c_str(), MBSTRING_UTF8, bytes, static_cast<int>(value.size()), -1,
                                       0) == 1,
            "set the name attribute " + type + '=' + value);
  }
}

bool setTime(ASN1_TIME* place, TimePoint time) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  // Years beyond 9999 are written without complaint but mean something else.
  return ASN1_TIME_set(place, seconds) != nullptr && ASN1_TIME_check(place) == 1;
}

void addExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  require(extension != nullptr, "make a certificate extension of '" + value + "'");
  require(X509_add_ext(certificate, extension.get(), -1) == 1, "add a certificate extension");
}

std::string basicConstraints(const CertificateWish& wish) {
  if (!wish.authority) return "critical,CA:FALSE";
  return "critical,CA:TRUE" + (wish.path_length ? ",pathlen:" + std::to_string(*wish.path_length) : std::string());
}

void addExtensions(X509* certificate, X509* issuer, const CertificateWish& wish) {
  addExtension(certificate, issuer, NID_basic_constraints, basicConstraints(wish));
  addExtension(certificate, issuer, NID_key_usage,
               wish.authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
  if (!wish.extended_key_usages.empty()) {
    addExtension(certificate, issuer, NID_ext_key_usage, join(wish.extended_key_usages, ","));
  }
  if (!wish.alternative_names.empty()) {
    addExtension(certificate, issuer, NID_subject_alt_name, join(wish.alternative_names, ","));
  }
  addExtension(certificate, issuer, NID_subject_key_identifier, "hash");
  if (issuer != certificate) addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

/// A version 3 certificate without issuer, extensions and signature.
X509Ptr makeUnsigned(EVP_PKEY* key, const CertificateWish& wish) {
  X509Ptr certificate(X509_new());
  require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make a certificate");
  setRandomSerial(certificate.get());
  setSubject(certificate.get(), wish.subject);
  const bool timed = setTime(X509_getm_notBefore(certificate.get()), wish.not_before) &&
                     setTime(X509_getm_notAfter(certificate.get()), wish.not_after);
  require(timed && X509_set_pubkey(certificate.get(), key) == 1, "fill a certificate");
  return certificate;
}

CertifiedKey make(const CertificateWish& wish, const CertifiedKey* issuer) {
  const KeyPtr key = makeKey(wish.key);
  const X509Ptr certificate = makeUnsigned(key.get(), wish);
  const X509Ptr issuer_certificate = issuer == nullptr ? nullptr : readCertificate(issuer->certificate);
  const KeyPtr issuer_key = issuer == nullptr ? nullptr : readKey(issuer->key);
  X509* by = issuer_certificate ? issuer_certificate.get() : certificate.get();
  addExtensions(certificate.get(), by, wish);
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(by)) == 1, "set an issuer");
  require(X509_sign(certificate.get(), issuer_key ? issuer_key.get() : key.get(), EVP_sha256()) > 0,
          "sign a certificate");
  return {.certificate = pemOf(certificate.get()), .key = pemOf(key.get())};
}

std::string makePkcs12(const CertifiedKey& own, const std::string& chain, const std::string& name,
                       const std::string& password) {
  const X509Ptr certificate = readCertificate(own.certificate);
  const KeyPtr key = readKey(own.key);
  const std::unique_ptr<STACK_OF(X509), Freed<freeStack>> others(sk_X509_new_null());
  const Memory memory = memoryOf(chain);
  while (X509* other = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
    require(sk_X509_push(others.get(), other) > 0, "collect a chain");
  }
  ERR_clear_error();
  const std::unique_ptr<PKCS12, Freed<PKCS12_free>> file(
      PKCS12_create(password.c_str(), name.c_str(), key.get(), certificate.get(), others.get(), 0, 0, 0, 0, 0));
  const Memory bytes(BIO_new(BIO_s_mem()));
  require(file && bytes && i2d_PKCS12_bio(bytes.get(), file.get()) == 1, "write a PKCS#12 file");
  return textOf(bytes.get());
}

tl::unexpected<Error> explained(const OpensslFailure& error) {
  return failure("MATERIAL-002", "OpenSSL could not " + error.operation +
                                     ". Check the values given, and the OpenSSL configuration of this machine.");
}

}  // namespace

Result<CertifiedKey> makeCertificate(const CertificateWish& wish, const CertifiedKey* issuer) {
  ERR_clear_error();
  try {
    return make(wish, issuer);
  } catch (const OpensslFailure& error) {
    return explained(error);
  }
}

Result<std::string> toPkcs12(const CertifiedKey& own, const std::string& chain, const std::string& name,
                             const std::string& password) {
  ERR_clear_error();
  try {
    return makePkcs12(own, chain, name, password);
  } catch (const OpensslFailure& error) {
    return explained(error);
  }
}

}  // namespace iflowsim
