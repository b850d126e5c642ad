#include "security/front/training_pki_testkit.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace iflowsim::testkit {

namespace {

using std::chrono::hours;

struct Free {
  void operator()(BIO* memory) const { BIO_free(memory); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

CertifiedKey make(const CertificateWish& wish, const CertifiedKey* issuer = nullptr) {
  auto made = makeCertificate(wish, issuer);
  if (!made) ADD_FAILURE() << made.error().text;
  return made.value_or(CertifiedKey{});
}

Owned<BIO> memoryOf(const std::string& text) {
  return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string pemOf(X509* certificate) {
  const Owned<BIO> memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), certificate);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

TrainingPki::TrainingPki() : clock(SystemClock().now()) {
  root = make(authorityWish("Training Root"));
  intermediate = make(authorityWish("Training Issuer"), &root);
  rogue = make(authorityWish("Rogue Root"));
  server_root_ = make(authorityWish("Server Root"));
  server_ = server("server", {"DNS:localhost", "IP:127.0.0.1"});
  folder_.write("server_root.pem", server_root_.certificate);
  trust("root.pem", root.certificate);
}

CertificateWish TrainingPki::clientWish(const std::string& name) const {
  CertificateWish wish;
  wish.subject = {{"C", "DE"}, {"O", "Company"}, {"CN", name}};
  wish.not_before = clock.now() - hours(24);
  wish.not_after = clock.now() + hours(24 * 30);
  wish.extended_key_usages = {"clientAuth"};
  return wish;
}

CertificateWish TrainingPki::authorityWish(const std::string& name) const {
  CertificateWish wish;
  wish.subject = {{"O", "Training"}, {"CN", name}};
  wish.not_before = clock.now() - hours(48);
  wish.not_after = clock.now() + hours(24 * 3000);
  wish.authority = true;
  return wish;
}

Credential TrainingPki::issue(const CertificateWish& wish) const {
  const CertifiedKey made = make(wish, &intermediate);
  return {made.certificate + intermediate.certificate, made.key};
}

Credential TrainingPki::changed(const std::function<void(X509*)>& change) const {
  const CertifiedKey made = make(clientWish(), &intermediate);
  const Owned<X509> certificate(PEM_read_bio_X509(memoryOf(made.certificate).get(), nullptr, nullptr, nullptr));
  const Owned<EVP_PKEY> issuer(PEM_read_bio_PrivateKey(memoryOf(intermediate.key).get(), nullptr, nullptr, nullptr));
  change(certificate.get());
  X509_sign(certificate.get(), issuer.get(), EVP_sha256());
  return {pemOf(certificate.get()) + intermediate.certificate, made.key};
}

FrontOptions TrainingPki::options() const {
  FrontOptions options;
  options.threads = 1;
  options.clock = &clock;
  options.tls =
      TlsOptions{.certificate_chain = server_.chain, .private_key = server_.key, .trusted_roots = {trustedFolder()}};
  return options;
}

RawCaller::Tls TrainingPki::callWith(const Credential& credential, int max_version) const {
  RawCaller::Tls tls;
  tls.trusted = serverRoot();
  tls.max_version = max_version;
  tls.certificate = credential.chain;
  tls.key = credential.key;
  return tls;
}

ServerCertificate TrainingPki::server(const std::string& name,
                                      const std::vector<std::string>& alternative_names) const {
  CertificateWish wish = clientWish(name);
  wish.extended_key_usages = {"serverAuth"};
  wish.alternative_names = alternative_names;
  const CertifiedKey made = make(wish, &server_root_);
  return {folder_.write(name + ".pem", made.certificate), folder_.write(name + ".key", made.key)};
}

}  // namespace iflowsim::testkit
