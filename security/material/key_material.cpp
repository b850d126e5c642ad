#include "security/material/key_material.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "security/material/openssl_ownership.h"

namespace iflowsim {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

void freeStack(STACK_OF(X509) * stack) {
  sk_X509_pop_free(stack, X509_free);
}

Memory memoryOf(std::string_view bytes) {
  return Memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

tl::unexpected<Error> keyFailure(const std::string& text) {
  ERR_clear_error();
  return failure("KEYSTORE-003", text);
}

/// What OpenSSL asks for the password of a key.
struct PasswordAnswer {
  const std::optional<std::string>& password;
  bool asked = false;
};

int answerPassword(char* buffer, int size, int /*writing*/, void* context) {
  auto& answer = *static_cast<PasswordAnswer*>(context);
  answer.asked = true;
  if (!answer.password || answer.password->size() > static_cast<std::size_t>(size)) return -1;
  std::memcpy(buffer, answer.password->data(), answer.password->size());
  return static_cast<int>(answer.password->size());
}

Result<KeyPtr> readKey(std::string_view text, const std::optional<std::string>& password) {
  PasswordAnswer answer{.password = password};
  KeyPtr key(PEM_read_bio_PrivateKey(memoryOf(text).get(), nullptr, answerPassword, &answer));
  if (key) return key;
  if (!answer.asked) return keyFailure("The private key is damaged. Give it as PEM, best in PKCS#8.");
  if (!password) return keyFailure("The private key is encrypted and its password is not there.");
  return keyFailure("The password does not open the private key.");
}

std::string pemOf(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

bool isOf(EVP_PKEY* key, const Certificate& certificate) {
  const auto* at = reinterpret_cast<const unsigned char*>(certificate.der().data());
  const X509Ptr read(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size())));
  const bool matches = read != nullptr && X509_check_private_key(read.get(), key) == 1;
  ERR_clear_error();
  return matches;
}

/// Puts the certificate of the key first.
Result<KeyMaterial> together(EVP_PKEY* key, std::vector<CertificatePtr> certificates) {
  const auto own = std::find_if(certificates.begin(), certificates.end(),
                                [key](const CertificatePtr& certificate) { return isOf(key, *certificate); });
  if (own == certificates.end()) {
    return failure("KEYSTORE-004",
                   "None of the certificates belongs to the private key. Add the one that was issued "
                   "for it.");
  }
  std::rotate(certificates.begin(), own, own + 1);
  return KeyMaterial{.private_key = pemOf(key), .certificates = std::move(certificates)};
}

bool holdsKey(std::string_view pem) {
  return pem.find("PRIVATE KEY-----") != std::string_view::npos;
}

Result<CertificatePtr> certificateOf(X509* source) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(source, &data);
  if (size < 0) return failure("CERT-001", "A certificate in it cannot be read.");
  const std::string der(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  OPENSSL_free(data);
  return Certificate::fromDer(der);
}

tl::unexpected<Error> badCertificate(const Error& error) {
  return failure("KEYSTORE-002", error.text);
}

Result<std::vector<CertificatePtr>> certificatesOf(X509* own, const STACK_OF(X509) * others) {
  std::vector<X509*> sources;
  if (own != nullptr) sources.push_back(own);
  for (int i = 0; i < sk_X509_num(others); ++i) sources.push_back(sk_X509_value(others, i));
  std::vector<CertificatePtr> certificates;
  for (X509* source : sources) {
    auto certificate = certificateOf(source);
    if (!certificate) return badCertificate(certificate.error());
    certificates.push_back(std::move(*certificate));
  }
  return certificates;
}

}  // namespace

Result<KeyMaterial> readPemMaterial(std::string_view text, const std::optional<std::string>& password) {
  ERR_clear_error();
  const bool has_key = holdsKey(text);
  if (has_key && text.find("-----BEGIN CERTIFICATE-----") == std::string_view::npos) {
    return failure("KEYSTORE-004",
                   "The private key has no certificate. Put its certificate beside it, followed by the "
                   "chain above it.");
  }
  auto certificates = Certificate::chainFromPem(text);
  if (!certificates) return badCertificate(certificates.error());
  if (!has_key) return KeyMaterial{.private_key = {}, .certificates = std::move(*certificates)};
  const auto key = readKey(text, password);
  if (!key) return tl::unexpected(key.error());
  return together(key->get(), std::move(*certificates));
}

Result<KeyMaterial> readPkcs12Material(std::string_view bytes, const std::optional<std::string>& password) {
  ERR_clear_error();
  const std::unique_ptr<PKCS12, Freed<PKCS12_free>> file(d2i_PKCS12_bio(memoryOf(bytes).get(), nullptr));
  if (!file) return keyFailure("The bytes are no PKCS#12 file. Make it with 'openssl pkcs12 -export'.");
  const std::string secret = password.value_or("");
  if (PKCS12_mac_present(file.get()) == 1 && PKCS12_verify_mac(file.get(), secret.c_str(), -1) != 1 &&
      (!secret.empty() || PKCS12_verify_mac(file.get(), nullptr, 0) != 1)) {
    return keyFailure(password ? "The password does not open the PKCS#12 file."
                               : "The PKCS#12 file is behind a password, which is not there.");
  }
  EVP_PKEY* raw_key = nullptr;
  X509* raw_own = nullptr;
  STACK_OF(X509)* raw_others = nullptr;
  const bool parsed = PKCS12_parse(file.get(), secret.c_str(), &raw_key, &raw_own, &raw_others) == 1;
  const KeyPtr key(raw_key);
  const X509Ptr own(raw_own);
  const std::unique_ptr<STACK_OF(X509), Freed<freeStack>> others(raw_others);
  if (!parsed) {
    return keyFailure(
        "The PKCS#12 file is encrypted by a method that OpenSSL no longer has. Convert it with "
        "'openssl pkcs12 -legacy' and 'openssl pkcs12 -export'.");
  }
  ERR_clear_error();
  auto certificates = certificatesOf(own.get(), others.get());
  if (!certificates) return tl::unexpected(certificates.error());
  if (key) return together(key.get(), std::move(*certificates));
  if (certificates->empty()) {
    return failure("KEYSTORE-002", "The PKCS#12 file holds neither a key nor a certificate. Add one.");
  }
  return KeyMaterial{.private_key = {}, .certificates = std::move(*certificates)};
}

}  // namespace iflowsim
