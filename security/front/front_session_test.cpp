#include <mutex>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "security/front/training_pki_testkit.h"
#include "security/material/connection_facts.h"

namespace iflowsim {
namespace {

using std::chrono::hours;
using testkit::bodyOf;
using testkit::Credential;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;
using testkit::TrainingPki;

constexpr std::array<int, 2> kVersions = {TLS1_2_VERSION, TLS1_3_VERSION};

struct FreeSession {
  void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
};
using Session = std::unique_ptr<SSL_SESSION, FreeSession>;

/// A front that answers with what it knows of the caller: `<verdict>|<subject>|<root>|<resumed>`.
struct TellingFront : RunningFront {
  explicit TellingFront(const FrontOptions& options) : RunningFront(options) {
    handler.request = [](const HttpRequest& request, const ReplySink& sink) {
      const ConnectionFacts& facts = *request.connection;
      const CertificatePtr client = facts.client();
      sink({200,
            {},
            Body(std::string(toText(facts.verdict)) + "|" + (client ? client->subject() : "-") + "|" +
                 facts.trusted_root + "|" + (facts.resumed ? "resumed" : "new"))});
    };
  }

  /// What the front knows of this caller; the alert when it refuses it. Keeps the session.
  std::string call(RawCaller::Tls tls, Session& session) const {
    RawCaller caller(port());
    tls.resumed = session.get();
    if (!caller.startTls(tls)) return caller.tlsError();
    const std::string reply = caller.send(requestText("GET", "/")).reply();
    session.reset(SSL_get1_session(caller.ssl()));
    // A session whose connection was not closed properly counts as damaged.
    SSL_set_shutdown(caller.ssl(), SSL_SENT_SHUTDOWN);
    return reply.empty() ? caller.tlsError() : bodyOf(reply);
  }
};

constexpr const char* kAccepted = "accepted|CN=alice, O=Company, C=DE|CN=Training Root, O=Training|";

// P-LB-012
TEST(FrontSession, ResumedKeepsTheCertificate) {
  const TrainingPki pki;
  const Credential good = pki.good();
  for (const int version : kVersions) {
    const TellingFront front(pki.options());
    Session session;

    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "new");
    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "resumed") << version;
    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "resumed") << version;
  }
}

// P-LB-012
TEST(FrontSession, ResumedKeepsADroppedCertificateDropped) {
  const TrainingPki pki;
  const CertifiedKey made = *makeCertificate(pki.clientWish(), &pki.rogue);
  const Credential rogue{made.certificate + pki.rogue.certificate, made.key};
  for (const int version : kVersions) {
    const TellingFront front(pki.options());
    Session session;

    EXPECT_EQ(front.call(pki.callWith(rogue, version), session), "root not trusted|-||new");
    EXPECT_EQ(front.call(pki.callWith(rogue, version), session), "root not trusted|-||resumed") << version;
  }
}

TEST(FrontSession, ResumedKeepsThatThereWasNone) {
  const TrainingPki pki;
  const Credential good = pki.good();
  for (const int version : kVersions) {
    const TellingFront front(pki.options());
    Session session;
    EXPECT_EQ(front.call(pki.callWith({}, version), session), "no certificate|-||new");

    EXPECT_EQ(front.call(pki.callWith(good, version), session), "no certificate|-||resumed") << version;
  }
}

// P-LB-013
TEST(FrontSession, IsNotResumedOnceTheCertificateHasExpired) {
  for (const int version : kVersions) {
    TrainingPki pki;
    const Credential good = pki.good();
    const TellingFront front(pki.options());
    Session session;
    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "new");
    pki.clock.advance(hours(24 * 31));

    const std::string answer = front.call(pki.callWith(good, version), session);

    EXPECT_NE(answer.find("certificate expired"), std::string::npos) << version << answer;
  }
}

// P-LB-019
TEST(FrontSession, EndsWithoutAnAnswerOnceTheCertificateHasExpired) {
  for (const int version : kVersions) {
    TrainingPki pki;
    TellingFront front(pki.options());
    std::shared_ptr<const ConnectionFacts> noted;
    front.handler.refused = [&noted](auto facts) { noted = std::move(facts); };
    RawCaller caller(front.port());
    ASSERT_TRUE(caller.startTls(pki.callWith(pki.good(), version)));
    EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()), std::string(kAccepted) + "new");
    EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()), std::string(kAccepted) + "new");
    pki.clock.advance(hours(24 * 31));

    EXPECT_TRUE(caller.send(requestText("GET", "/")).isClosed()) << version;

    ASSERT_NE(noted, nullptr);
    EXPECT_EQ(noted->verdict, CertificateVerdict::Expired);
    EXPECT_EQ(noted->client(), nullptr);
    EXPECT_NE(noted->reason.find("while the connection was open"), std::string::npos) << noted->reason;
  }
}

TEST(FrontSession, GoesOnWithoutACertificateHoweverOldItIs) {
  TrainingPki pki;
  const TellingFront front(pki.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls({.trusted = pki.serverRoot()}));
  caller.send(requestText("GET", "/")).reply();
  pki.clock.advance(hours(24 * 365));

  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()), "no certificate|-||new");
}

// P-LB-013
TEST(FrontSession, IsNotResumedOnceTheIntermediateHasExpired) {
  for (const int version : kVersions) {
    TrainingPki pki;
    CertificateWish wish = pki.authorityWish("Short Issuer");
    wish.not_after = pki.clock.now() + hours(1);
    pki.intermediate = *makeCertificate(wish, &pki.root);
    const Credential good = pki.good();
    const TellingFront front(pki.options());
    Session session;
    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "new");
    pki.clock.advance(hours(2));

    EXPECT_NE(front.call(pki.callWith(good, version), session).find("certificate expired"), std::string::npos);
  }
}

// P-LB-014
TEST(FrontSession, IsNotResumedAfterTheTrustedListChanged) {
  const TrainingPki pki;
  const Credential good = pki.good();
  for (const int version : kVersions) {
    pki.trust("root.pem", pki.root.certificate);
    TellingFront front(pki.options());
    Session session;
    EXPECT_EQ(front.call(pki.callWith(good, version), session), std::string(kAccepted) + "new");
    pki.trust("root.pem", pki.rogue.certificate);

    ASSERT_TRUE(front.front.reload());

    EXPECT_EQ(front.call(pki.callWith(good, version), session), "root not trusted|-||new") << version;
  }
}

// P-LB-014
TEST(FrontReload, LeavesOpenConnectionsAlone) {
  const TrainingPki pki;
  TellingFront front(pki.options());
  RawCaller open(front.port());
  ASSERT_TRUE(open.startTls(pki.callWith(pki.good())));
  EXPECT_EQ(bodyOf(open.send(requestText("GET", "/")).reply()), std::string(kAccepted) + "new");
  pki.trust("root.pem", pki.rogue.certificate);

  ASSERT_TRUE(front.front.reload());

  EXPECT_EQ(bodyOf(open.send(requestText("GET", "/")).reply()), std::string(kAccepted) + "new");
}

TEST(FrontReload, TakesOverANewServerCertificate) {
  const TrainingPki pki;
  TellingFront front(pki.options());
  const ServerCertificate renewed = pki.server("renewed", {"DNS:localhost"});
  TlsOptions tls = *pki.options().tls;
  tls.certificate_chain = renewed.chain;
  tls.private_key = renewed.key;

  ASSERT_TRUE(front.front.setTls(tls));

  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls(pki.callWith({}))) << caller.tlsError();
  char name[100] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(caller.ssl())), NID_commonName, name,
                            sizeof(name));
  EXPECT_STREQ(name, "renewed");
}

TEST(FrontReload, KeepsWhatItHadWhenTheNewFilesCannotBeUsed) {
  const TrainingPki pki;
  TellingFront front(pki.options());
  TlsOptions broken = *pki.options().tls;
  broken.private_key = "/nonexistent.key";

  const auto taken = front.front.setTls(broken);

  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, "FRONT-002");
  Session session;
  EXPECT_EQ(front.call(pki.callWith(pki.good()), session), std::string(kAccepted) + "new");
  EXPECT_TRUE(front.front.reload()) << "the options of before are in force";
}

TEST(FrontReload, DoesNothingOnAPlainFront) {
  RunningFront front;

  EXPECT_TRUE(front.front.reload());
  EXPECT_EQ(statusOf(RawCaller(front.port()).send(requestText("GET", "/")).reply()), 200);
}

std::string servedTo(const TellingFront& front, const TrainingPki& pki, const std::string& name) {
  RawCaller caller(front.port());
  RawCaller::Tls tls = pki.callWith(pki.good());
  tls.server_name = name;
  tls.trusted.clear();
  tls.trusts_anybody = true;
  if (!caller.startTls(tls)) return caller.tlsError();
  const X509* served = SSL_get0_peer_certificate(caller.ssl());
  char text[100] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(served), NID_commonName, text, sizeof(text));
  const std::string answer = bodyOf(caller.send(requestText("GET", "/")).reply());
  return answer == std::string(kAccepted) + "new" ? text : answer;
}

// P-LB-015
TEST(FrontServerName, ChoosesTheCertificateThatCarriesIt) {
  const TrainingPki pki;
  FrontOptions options = pki.options();
  options.tls->named = {pki.server("exact", {"DNS:a.example.org", "DNS:B.example.org"}),
                        pki.server("wild", {"DNS:*.example.org", "IP:127.0.0.1"})};
  const TellingFront front(options);

  EXPECT_EQ(servedTo(front, pki, "a.example.org"), "exact");
  EXPECT_EQ(servedTo(front, pki, "b.EXAMPLE.org"), "exact");
  EXPECT_EQ(servedTo(front, pki, "a.example.org."), "exact");
  EXPECT_EQ(servedTo(front, pki, "c.example.org"), "wild");
  EXPECT_EQ(servedTo(front, pki, "c.d.example.org"), "server");
  EXPECT_EQ(servedTo(front, pki, "example.org"), "server");
  EXPECT_EQ(servedTo(front, pki, "localhost"), "server");
  EXPECT_EQ(servedTo(front, pki, ""), "server");
}

TEST(FrontServerName, RefusesACertificateThatCannotBeUsed) {
  const TrainingPki pki;
  FrontOptions options = pki.options();
  options.tls->named = {{"/nonexistent.pem", "/nonexistent.key"}};
  testkit::ScriptedHandler handler;
  Front front(options, handler);

  const auto started = front.start();

  ASSERT_FALSE(started);
  EXPECT_NE(started.error().text.find("/nonexistent.pem"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
