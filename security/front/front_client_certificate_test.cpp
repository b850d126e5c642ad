#include <future>

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "security/front/training_pki_testkit.h"
#include "security/material/connection_facts.h"

namespace iflowsim {
namespace {

using std::chrono::hours;
using testkit::Credential;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;
using testkit::TrainingPki;

constexpr std::array<int, 2> kVersions = {TLS1_2_VERSION, TLS1_3_VERSION};

/// What came of one call.
struct Outcome {
  /// 0: none came.
  int status = 0;
  std::string alert;
  /// Of the request, or of the refused handshake.
  std::shared_ptr<const ConnectionFacts> facts;
  std::string forwarded_certificate;
  std::string forwarded_user;
};

Outcome call(const FrontOptions& options, const RawCaller::Tls& tls) {
  RunningFront front(options);
  Outcome outcome;
  std::promise<std::shared_ptr<const ConnectionFacts>> told;
  front.handler.head = [&](const HttpRequest& head) {
    outcome.forwarded_certificate = head.headers.get("SSL_CLIENT_CERT");
    outcome.forwarded_user = head.headers.get("SSL_CLIENT_USER");
    told.set_value(head.connection);
    return HeadVerdict{};
  };
  front.handler.refused = [&](auto facts) { told.set_value(std::move(facts)); };
  RawCaller caller(front.port());
  if (caller.startTls(tls)) outcome.status = statusOf(caller.send(requestText("GET", "/")).reply());
  outcome.alert = caller.tlsError();
  auto facts = told.get_future();
  if (facts.wait_for(std::chrono::seconds(5)) == std::future_status::ready) outcome.facts = facts.get();
  return outcome;
}

void expectRefused(const TrainingPki& pki, const Credential& credential, CertificateVerdict verdict,
                   const std::string& alert) {
  for (const int version : kVersions) {
    const Outcome outcome = call(pki.options(), pki.callWith(credential, version));

    EXPECT_EQ(outcome.status, 0) << version;
    EXPECT_NE(outcome.alert.find(alert), std::string::npos) << version << ": " << outcome.alert;
    ASSERT_NE(outcome.facts, nullptr);
    EXPECT_EQ(toText(outcome.facts->verdict), toText(verdict)) << outcome.facts->reason;
    EXPECT_TRUE(outcome.facts->handshake_refused);
    EXPECT_EQ(outcome.facts->client(), nullptr);
    EXPECT_EQ(outcome.facts->reason.back(), '.');
  }
}

void expectDropped(const FrontOptions& options, const RawCaller::Tls& tls, CertificateVerdict verdict,
                   const std::string& reason) {
  const Outcome outcome = call(options, tls);

  EXPECT_EQ(outcome.status, 200) << outcome.alert;
  EXPECT_EQ(outcome.forwarded_certificate, "");
  EXPECT_EQ(outcome.forwarded_user, "");
  ASSERT_NE(outcome.facts, nullptr);
  EXPECT_EQ(toText(outcome.facts->verdict), toText(verdict));
  EXPECT_EQ(outcome.facts->client(), nullptr);
  EXPECT_FALSE(outcome.facts->presented.empty());
  EXPECT_NE(outcome.facts->reason.find(reason), std::string::npos) << outcome.facts->reason;
}

void expectDroppedOrRejected(const TrainingPki& pki, const Credential& credential, CertificateVerdict verdict,
                             const std::string& reason) {
  for (const int version : kVersions) {
    FrontOptions options = pki.options();
    expectDropped(options, pki.callWith(credential, version), verdict, reason);

    options.tls->untrusted = TlsOptions::Untrusted::RejectHandshake;
    const Outcome outcome = call(options, pki.callWith(credential, version));

    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.alert.find("unknown ca"), std::string::npos) << outcome.alert;
    ASSERT_NE(outcome.facts, nullptr);
    EXPECT_TRUE(outcome.facts->handshake_refused);
    EXPECT_EQ(toText(outcome.facts->verdict), toText(verdict));
  }
}

std::string ownOf(const Credential& credential) {
  return credential.chain.substr(0, credential.chain.find("-----BEGIN", 1));
}

// P-LB-001
TEST(ClientCertificate, IsForwardedWhenItChainsToATrustedRoot) {
  const TrainingPki pki;
  const Credential good = pki.good();
  const CertificatePtr certificate = *Certificate::fromPem(good.chain);
  for (const int version : kVersions) {
    const Outcome outcome = call(pki.options(), pki.callWith(good, version));

    EXPECT_EQ(outcome.status, 200) << outcome.alert;
    EXPECT_EQ(outcome.forwarded_certificate, certificate->base64());
    EXPECT_EQ(outcome.forwarded_user, "CN=alice, O=Company, C=DE");
    const ConnectionFacts& facts = *outcome.facts;
    EXPECT_EQ(facts.verdict, CertificateVerdict::Accepted);
    EXPECT_EQ(facts.client()->fingerprint(), certificate->fingerprint());
    EXPECT_EQ(facts.presented.size(), 2U);
    EXPECT_EQ(facts.trusted_root, "CN=Training Root, O=Training");
    EXPECT_EQ(facts.tls_version, version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    EXPECT_FALSE(facts.cipher.empty());
    EXPECT_EQ(facts.server_name, "localhost");
    EXPECT_EQ(facts.peer, "127.0.0.1");
    EXPECT_EQ(facts.reason, "");
    EXPECT_FALSE(facts.resumed || facts.from_proxy || facts.handshake_refused);
  }
}

// P-LB-002
TEST(ClientCertificate, IsAskedForButNotRequired) {
  const TrainingPki pki;
  for (const int version : kVersions) {
    const Outcome outcome = call(pki.options(), pki.callWith({}, version));

    EXPECT_EQ(outcome.status, 200);
    EXPECT_EQ(outcome.facts->verdict, CertificateVerdict::None);
    EXPECT_EQ(outcome.forwarded_user, "");
  }
}

TEST(ClientCertificate, IsNotAskedForWithoutAFolderOfRoots) {
  const TrainingPki pki;
  FrontOptions options = pki.options();
  options.tls->trusted_roots.clear();

  const Outcome outcome = call(options, pki.callWith(pki.good()));

  EXPECT_EQ(outcome.status, 200);
  EXPECT_EQ(outcome.facts->verdict, CertificateVerdict::None);
}

// P-LB-004
TEST(ClientCertificate, EndsTheHandshakeWhenItIsNotForClientAuthentication) {
  const TrainingPki pki;
  CertificateWish wish = pki.clientWish();
  wish.extended_key_usages = {};
  expectRefused(pki, pki.issue(wish), CertificateVerdict::WrongUsage, "unsupported certificate");
  wish.extended_key_usages = {"serverAuth"};
  expectRefused(pki, pki.issue(wish), CertificateVerdict::WrongUsage, "unsupported certificate");
  wish.extended_key_usages = {"anyExtendedKeyUsage"};
  expectRefused(pki, pki.issue(wish), CertificateVerdict::WrongUsage, "unsupported certificate");
}

// P-LB-005
TEST(ClientCertificate, EndsTheHandshakeWhenItIsNotValidNow) {
  const TrainingPki pki;
  CertificateWish wish = pki.clientWish();
  wish.not_after = pki.clock.now() - hours(1);
  expectRefused(pki, pki.issue(wish), CertificateVerdict::Expired, "certificate expired");
  wish.not_before = pki.clock.now() + hours(1);
  wish.not_after = pki.clock.now() + hours(2);
  expectRefused(pki, pki.issue(wish), CertificateVerdict::NotYetValid, "certificate expired");
}

TEST(ClientCertificate, EndsTheHandshakeWhenItsIntermediateHasExpired) {
  TrainingPki pki;
  CertificateWish wish = pki.authorityWish("Training Issuer");
  wish.not_after = pki.clock.now() - hours(1);
  pki.intermediate = *makeCertificate(wish, &pki.root);

  expectRefused(pki, pki.good(), CertificateVerdict::Expired, "certificate expired");
}

// P-LB-006
TEST(ClientCertificate, IsJudgedByTheTenantsClock) {
  TrainingPki pki;
  const Credential good = pki.good();
  pki.clock.advance(hours(24 * 60));

  expectRefused(pki, good, CertificateVerdict::Expired, "certificate expired");

  CertificateWish wish = pki.clientWish();
  EXPECT_EQ(call(pki.options(), pki.callWith(pki.issue(wish))).facts->verdict, CertificateVerdict::Accepted);
}

// P-LB-007
TEST(ClientCertificate, IsDroppedOrRejectedWhenSelfSigned) {
  const TrainingPki pki;
  const CertifiedKey made = *makeCertificate(pki.clientWish());

  expectDroppedOrRejected(pki, {made.certificate, made.key}, CertificateVerdict::SelfSigned, "is self-signed");
}

// P-LB-007
TEST(ClientCertificate, IsDroppedOrRejectedWhenItsRootIsNotTrusted) {
  const TrainingPki pki;
  const CertifiedKey issuer = *makeCertificate(pki.authorityWish("Rogue Issuer"), &pki.rogue);
  const CertifiedKey made = *makeCertificate(pki.clientWish(), &issuer);

  expectDroppedOrRejected(pki, {made.certificate + issuer.certificate, made.key}, CertificateVerdict::UntrustedRoot,
                          "The issuer 'CN=Rogue Root, O=Training'");
  expectDroppedOrRejected(pki, {made.certificate + issuer.certificate + pki.rogue.certificate, made.key},
                          CertificateVerdict::UntrustedRoot, "The root 'CN=Rogue Root, O=Training' is not in");
}

// P-LB-003
TEST(ClientCertificate, IsDroppedOrRejectedWhenItsIntermediateIsNotSent) {
  const TrainingPki pki;
  Credential alone = pki.good();
  alone.chain = ownOf(alone);

  expectDroppedOrRejected(pki, alone, CertificateVerdict::Incomplete, "Send the intermediate certificates along");
}

// P-LB-003
TEST(ClientCertificate, NeedsItsIntermediateEvenWhenThatLiesInTheTrustedFolder) {
  const TrainingPki pki;
  pki.trust("intermediate.pem", pki.intermediate.certificate);
  Credential alone = pki.good();
  alone.chain = ownOf(alone);
  pki.trust("leaf.pem", alone.chain);

  expectDropped(pki.options(), pki.callWith(alone), CertificateVerdict::Incomplete, "was not sent");
}

TEST(ClientCertificate, IsDroppedWhenNoRootIsTrusted) {
  const TrainingPki pki;
  FrontOptions options = pki.options();
  options.tls->trusted_roots = {"/nonexistent"};

  expectDropped(options, pki.callWith(pki.good()), CertificateVerdict::UntrustedRoot, "or import the root");
}

TEST(ClientCertificate, GetsNowhereWithARootOfTheTrustedRootsName) {
  const TrainingPki pki;
  const CertifiedKey twin = *makeCertificate(pki.authorityWish("Training Root"));
  const CertifiedKey made = *makeCertificate(pki.clientWish(), &twin);
  for (const std::string& chain : {made.certificate, made.certificate + twin.certificate}) {
    const Outcome outcome = call(pki.options(), pki.callWith({chain, made.key}));

    ASSERT_NE(outcome.facts, nullptr);
    EXPECT_EQ(outcome.facts->client(), nullptr);
    EXPECT_EQ(outcome.forwarded_certificate, "");
  }
}

// P-LB-008
TEST(ClientCertificate, MayHaveAWildcardAsItsName) {
  const TrainingPki pki;

  const Outcome outcome = call(pki.options(), pki.callWith(pki.good("*.company.example")));

  EXPECT_EQ(outcome.forwarded_user, "CN=*.company.example, O=Company, C=DE");
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWithACriticalExtensionThatIsUnknown) {
  const TrainingPki pki;
  const Credential odd = pki.changed([](X509* it) {
    ASN1_OBJECT* kind = OBJ_txt2obj("1.3.6.1.4.1.99999.1", 1);
    ASN1_OCTET_STRING* value = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(value, reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
    X509_EXTENSION* extension = X509_EXTENSION_create_by_OBJ(nullptr, kind, 1, value);
    X509_add_ext(it, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(value);
    ASN1_OBJECT_free(kind);
  });

  expectRefused(pki, odd, CertificateVerdict::Unacceptable, "bad certificate");
}

void setSubject(X509* certificate, std::string_view name) {
  X509_NAME* subject = X509_NAME_new();
  if (!name.empty()) {
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()),
                               static_cast<int>(name.size()), -1, 0);
  }
  X509_set_subject_name(certificate, subject);
  X509_NAME_free(subject);
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWithANameThatHoldsANul) {
  const TrainingPki pki;
  const Credential odd = pki.changed([](X509* it) { setSubject(it, std::string_view("alice\0.evil", 11)); });

  expectRefused(pki, odd, CertificateVerdict::Unacceptable, "bad certificate");
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWithAnEmptyName) {
  const TrainingPki pki;
  const Credential odd = pki.changed([](X509* it) { setSubject(it, ""); });

  expectRefused(pki, odd, CertificateVerdict::Unacceptable, "bad certificate");
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWithAWrongSignature) {
  TrainingPki pki;
  // The intermediate that is sent has the issuer's name and key identifier, yet the client's signature is another's.
  Credential good = pki.good();
  std::string der = (*Certificate::fromPem(good.chain))->der();
  der[der.size() - 1] = static_cast<char>(der[der.size() - 1] ^ 1);
  good.chain = (*Certificate::fromDer(der))->pem() + pki.intermediate.certificate;

  expectRefused(pki, good, CertificateVerdict::Unacceptable, "bad certificate");
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWhenIssuedByACallersCertificate) {
  const TrainingPki pki;
  const CertifiedKey alice = *makeCertificate(pki.clientWish("alice"), &pki.root);
  const CertifiedKey mallory = *makeCertificate(pki.clientWish("mallory"), &alice);

  const Outcome outcome = call(pki.options(), pki.callWith({mallory.certificate + alice.certificate, mallory.key}));

  EXPECT_EQ(outcome.forwarded_certificate, "");
  ASSERT_NE(outcome.facts, nullptr);
  EXPECT_EQ(outcome.facts->client(), nullptr);
}

/// A key that says it is the certificate's and is not: TLS libraries compare public keys before they use one.
std::string forgedKey(const Credential& credential) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new_mem_buf(credential.chain.c_str(), -1), BIO_free);
  X509* certificate = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr);
  std::array<unsigned char, 200> point{};
  std::size_t size = 0;
  EVP_PKEY_get_octet_string_param(X509_get0_pubkey(certificate), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                  &size);
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> secret(BN_new(), BN_free);
  BN_set_word(secret.get(), 4711);
  OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point.data(), size);
  OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
  OSSL_PARAM* parts = OSSL_PARAM_BLD_to_param(build);
  EVP_PKEY_CTX* maker = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata_init(maker);
  EXPECT_EQ(EVP_PKEY_fromdata(maker, &key, EVP_PKEY_KEYPAIR, parts), 1);
  const std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PrivateKey(pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long length = BIO_get_mem_data(pem.get(), &data);
  std::string forged(data, static_cast<std::size_t>(length));
  EVP_PKEY_free(key);
  EVP_PKEY_CTX_free(maker);
  OSSL_PARAM_free(parts);
  OSSL_PARAM_BLD_free(build);
  X509_free(certificate);
  return forged;
}

// P-LB-009
TEST(ClientCertificate, IsWorthNothingWithoutItsKey) {
  const TrainingPki pki;
  Credential stolen = pki.good();
  stolen.key = forgedKey(stolen);
  for (const int version : kVersions) {
    const Outcome outcome = call(pki.options(), pki.callWith(stolen, version));

    EXPECT_EQ(outcome.status, 0);
    ASSERT_NE(outcome.facts, nullptr);
    EXPECT_EQ(outcome.facts->client(), nullptr);
    EXPECT_TRUE(outcome.facts->handshake_refused);
    EXPECT_EQ(outcome.facts->presented.size(), 2U);
    EXPECT_NE(outcome.facts->reason.find("did not prove that it has the key"), std::string::npos)
        << outcome.facts->reason;
  }
}

/// Shakes hands in TLS 1.2, where certificates go over the wire as they are, and damages the caller's on its way.
void callWithDamagedCertificate(std::uint16_t port, const TrainingPki& pki, const Credential& credential) {
  RawCaller wire(port);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  testkit::useCertificate(context.get(), pki.callWith(credential));
  const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
  BIO* incoming = BIO_new(BIO_s_mem());
  BIO* outgoing = BIO_new(BIO_s_mem());
  SSL_set_bio(ssl.get(), incoming, outgoing);
  const std::string der = (*Certificate::fromPem(credential.chain))->der();
  for (bool damaged = false; SSL_connect(ssl.get()) != 1 && !damaged;) {
    std::string sent(static_cast<std::size_t>(BIO_pending(outgoing)), '\0');
    BIO_read(outgoing, sent.data(), static_cast<int>(sent.size()));
    if (const std::size_t at = sent.find(der); at != std::string::npos) {
      sent[at + 4] = static_cast<char>(sent[at + 4] ^ 0x10);
      damaged = true;
    }
    const std::string header = wire.send(sent).read(5);
    if (header.size() < 5) return;
    const auto length =
        static_cast<std::size_t>((static_cast<unsigned char>(header[3]) << 8U) + static_cast<unsigned char>(header[4]));
    const std::string record = header + wire.read(length);
    BIO_write(incoming, record.data(), static_cast<int>(record.size()));
  }
}

// P-LB-009
TEST(ClientCertificate, EndsTheHandshakeWhenItCannotBeRead) {
  const TrainingPki pki;
  RunningFront front(pki.options());
  std::promise<std::shared_ptr<const ConnectionFacts>> told;
  front.handler.refused = [&](auto facts) { told.set_value(std::move(facts)); };

  callWithDamagedCertificate(front.port(), pki, pki.good());

  auto facts = told.get_future();
  ASSERT_EQ(facts.wait_for(std::chrono::seconds(5)), std::future_status::ready);
  const auto refused = facts.get();
  EXPECT_EQ(refused->verdict, CertificateVerdict::Unacceptable);
  EXPECT_NE(refused->reason.find("cannot be read"), std::string::npos) << refused->reason;
  EXPECT_TRUE(refused->presented.empty());
}

TEST(ClientCertificate, TellsOfACallerWhoDoesNotTrustTheServer) {
  const TrainingPki pki;
  for (const int version : kVersions) {
    RawCaller::Tls distrustful = pki.callWith(pki.good(), version);
    distrustful.trusted.clear();

    const Outcome outcome = call(pki.options(), distrustful);

    EXPECT_EQ(outcome.status, 0);
    ASSERT_NE(outcome.facts, nullptr);
    EXPECT_EQ(outcome.facts->verdict, CertificateVerdict::None);
    EXPECT_NE(outcome.facts->reason.find("refused the server's certificate"), std::string::npos);
  }
}

}  // namespace
}  // namespace iflowsim
