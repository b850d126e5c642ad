#include "adapters/shared/wss/wss_testkit.h"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace iflowsim::wss {

namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Memory = std::shared_ptr<BIO>;

Memory memoryOf(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

std::string textOf(const Memory& memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

Key readKey(const std::string& pem) {
  return {PEM_read_bio_PrivateKey(memoryOf(pem).get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
}

std::shared_ptr<X509> readCertificate(const std::string& pem) {
  return {PEM_read_bio_X509(memoryOf(pem).get(), nullptr, nullptr, nullptr), X509_free};
}

void addExtension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::shared_ptr<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value),
                                                  X509_EXTENSION_free);
  X509_add_ext(certificate, extension.get(), -1);
}

std::time_t secondsAt(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

void addName(X509_NAME* name, const char* type, const std::string& value) {
  X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1,
                             0);
}

std::shared_ptr<X509> makeUnsigned(const Wish& wish, EVP_PKEY* key) {
  static long serial = 4'000'000'000;
  std::shared_ptr<X509> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate.get()), ++serial);
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), secondsAt(wish.now + wish.from));
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), secondsAt(wish.now + wish.to));
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  addName(name, "C", "DE");
  addName(name, "O", "Example & Co");
  addName(name, "CN", wish.name);
  return certificate;
}

}  // namespace

KeyPair makeKeyPair(const Wish& wish, const KeyPair* issuer) {
  constexpr std::size_t kBits = 2048;
  const Key key(wish.elliptic ? EVP_EC_gen("P-256") : EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", kBits), EVP_PKEY_free);
  const std::shared_ptr<X509> certificate = makeUnsigned(wish, key.get());
  const std::shared_ptr<X509> above = issuer == nullptr ? certificate : readCertificate(issuer->certificates);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(above.get()));
  addExtension(certificate.get(), above.get(), NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (wish.subject_key_identifier) addExtension(certificate.get(), above.get(), NID_subject_key_identifier, "hash");
  const Key signing = issuer == nullptr ? key : readKey(issuer->private_key);
  X509_sign(certificate.get(), signing.get(), EVP_sha256());

  const Memory key_text(BIO_new(BIO_s_mem()), BIO_free);
  const Memory certificate_text(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(certificate_text.get(), certificate.get());
  return {.private_key = textOf(key_text), .certificates = textOf(certificate_text)};
}

const KeyPair& aliceKeys() {
  static const KeyPair kKeys = makeKeyPair({.name = "alice"});
  return kKeys;
}

const KeyPair& tenantKeys() {
  static const KeyPair kKeys = makeKeyPair({.name = "tenant"});
  return kKeys;
}

const KeyPair& malloryKeys() {
  static const KeyPair kKeys = makeKeyPair({.name = "mallory"});
  return kKeys;
}

Partners::Partners() {
  alice.addKeyPair("alice", aliceKeys());
  alice.addKeyPair("mallory", malloryKeys());
  alice.addCertificate("tenant", tenantKeys().certificates);
  tenant.addKeyPair("tenant", tenantKeys());
  tenant.addCertificate("alice", aliceKeys().certificates);
}

std::string orderPayload() {
  return "<o:order xmlns:o=\"urn:o\" number=\"7\"><o:item>Tea &amp; \xC3\xA4</o:item>\n  <o:item/></o:order>";
}

std::string orderEnvelope(SoapVersion version) {
  return writeEnvelope(version, {}, orderPayload());
}

std::string opened(const std::string& envelope, const Partners& partners, const WssDemand& demand) {
  auto document = SoapDocument::parse(envelope);
  if (!document) return "no envelope: " + document.error().reason;
  const auto found = openMessage(*document, demand, partners.tenant, partners.clock);
  if (!found) return (found.error().code == SoapFault::Code::Client ? "Client: " : "Server: ") + found.error().reason;
  if (document->serialize().find("Security") != std::string::npos) return "the Security header is still there";
  return "signer: " + found->signer + "; payload: " + document->payload();
}

WssProtection signedBy(const std::string& alias) {
  return {.signing_alias = alias};
}

std::string replaced(std::string message, const std::string& from, const std::string& to) {
  const std::size_t at = message.find(from);
  if (at == std::string::npos) throw std::invalid_argument("'" + from + "' is not in the message: " + message);
  return message.replace(at, from.size(), to);
}

std::string between(const std::string& message, const std::string& from, const std::string& to) {
  const std::size_t begin = message.find(from);
  const std::size_t end = message.find(to, begin == std::string::npos ? begin : begin + from.size());
  if (end == std::string::npos) throw std::invalid_argument("'" + from + "' is not in the message: " + message);
  return message.substr(begin, end + to.size() - begin);
}

}  // namespace iflowsim::wss
