#include "adapters/shared/wss/x509.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "adapters/shared/wss/refusal.h"
#include "runtime/base/text.h"

namespace iflowsim::wss {

namespace {

using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

std::string nameText(const X509_NAME* name, unsigned long flags) {
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!memory || X509_NAME_print_ex(memory.get(), name, 0, flags) < 0) return {};
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::vector<std::string> partsOf(std::string_view name) {
  std::string compact = toLower(name);
  std::erase(compact, ' ');
  std::vector<std::string> parts;
  for (const std::string_view part : split(compact, ',')) parts.emplace_back(part);
  std::sort(parts.begin(), parts.end());
  return parts;
}

void add(X509_STORE* store, const std::string& pem) {
  if (const X509Ptr certificate = certificateFromPem(pem)) X509_STORE_add_cert(store, certificate.get());
}

/// What the tenant trusts, and its own certificates. Each counts by itself, also one below a root.
Store anchorsOf(const Keystore& keystore) {
  Store store(X509_STORE_new());
  if (!store) throw std::bad_alloc();
  for (const std::string& pem : keystore.trusted()) add(store.get(), pem);
  for (const KeyPair& pair : keystore.keyPairs()) add(store.get(), pair.certificates);
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

[[noreturn]] void refuse(const X509* certificate, int why) {
  const std::string subject = "the certificate '" + subjectOf(certificate) + "' of the signer ";
  if (why == X509_V_ERR_CERT_HAS_EXPIRED)
    throw Refusal(subject + "or one above it has expired. Sign with a valid one.");
  if (why == X509_V_ERR_CERT_NOT_YET_VALID)
    throw Refusal(subject + "or one above it is not valid yet. Check its dates.");
  throw Refusal(subject + "is not trusted (" + X509_verify_cert_error_string(why) +
                "). Put it, or the certificate of its issuer, into the keystore of the tenant.");
}

}  // namespace

X509Ptr certificateFromPem(const std::string& pem) {
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509Ptr certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr), X509_free);
  ERR_clear_error();
  return certificate;
}

X509Ptr certificateFromDer(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
  ERR_clear_error();
  return certificate;
}

std::string derOf(const X509* certificate) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  std::string der;
  if (size > 0) der.assign(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  OPENSSL_free(data);
  return der;
}

std::string subjectOf(const X509* certificate) {
  constexpr unsigned long kFlags =
      (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | XN_FLAG_SEP_CPLUS_SPC;
  return nameText(X509_get_subject_name(certificate), kFlags);
}

std::string issuerOf(const X509* certificate) {
  constexpr unsigned long kFlags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  return nameText(X509_get_issuer_name(certificate), kFlags);
}

std::string serialOf(const X509* certificate) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  if (!number) return {};
  char* digits = BN_bn2dec(number.get());
  std::string text = digits == nullptr ? "" : digits;
  OPENSSL_free(digits);
  return text;
}

std::string thumbprintOf(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha1(), digest.data(), &size) != 1) return {};
  return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string subjectKeyIdentifierOf(X509* certificate) {
  const ASN1_OCTET_STRING* identifier = X509_get0_subject_key_id(certificate);
  if (identifier == nullptr) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(identifier)),
          static_cast<std::size_t>(ASN1_STRING_length(identifier))};
}

bool namesSameIssuer(std::string_view left, std::string_view right) {
  return partsOf(left) == partsOf(right);
}

void requireTrusted(X509* certificate, const Keystore& keystore, TimePoint now) {
  const Store anchors = anchorsOf(keystore);
  const StoreContext context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), anchors.get(), certificate, nullptr) != 1) throw std::bad_alloc();
  X509_STORE_CTX_set_time(context.get(), 0, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  const bool trusted = X509_verify_cert(context.get()) == 1;
  const int why = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (!trusted) refuse(certificate, why);
}

}  // namespace iflowsim::wss
