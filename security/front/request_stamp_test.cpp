#include "security/front/request_stamp.h"

#include <random>

#include <gtest/gtest.h>

#include "runtime/base/text.h"
#include "security/front/training_pki_testkit.h"

namespace iflowsim {
namespace {

using std::chrono::hours;
using testkit::TrainingPki;

/// What the front makes of requests that a proxy passed on.
class Proxy {
 public:
  explicit Proxy(const Clock& clock) : stamp_(peer_, clock, certificates_) {}

  HttpRequest pass(std::initializer_list<HttpHeaders::Entry> headers) {
    HttpRequest request;
    request.host = "tenant.example";
    request.headers = headers;
    stamp_.put(request);
    return request;
  }

 private:
  const RequestStamp::Peer peer_{"192.0.2.1", true};
  HeaderCertificates certificates_;
  RequestStamp stamp_;
};

CertificatePtr own(const testkit::Credential& credential) {
  return *Certificate::fromPem(credential.chain);
}

// P-LB-016
TEST(RequestStamp, TakesTheCertificateOfAProxyInEveryForm) {
  const TrainingPki pki;
  const CertificatePtr certificate = own(pki.good());
  Proxy proxy(pki.clock);
  const std::string pem = certificate->pem();
  for (const std::string& form : {certificate->base64(), percentEncode(pem), replaceAll(pem, "\n", " ")}) {
    const HttpRequest request = proxy.pass({{"SSL_CLIENT_CERT", form}});

    ASSERT_TRUE(request.connection);
    EXPECT_EQ(request.connection->verdict, CertificateVerdict::Accepted) << request.connection->reason;
    EXPECT_TRUE(request.connection->from_proxy);
    EXPECT_EQ(request.connection->client()->fingerprint(), certificate->fingerprint());
    EXPECT_EQ(request.connection->peer, "192.0.2.1");
    EXPECT_EQ(request.headers.get("SSL_CLIENT_CERT"), certificate->base64());
    EXPECT_EQ(request.headers.get("SSL_CLIENT_USER"), certificate->subject());
  }
}

TEST(RequestStamp, TellsTheCallersOfAProxysConnectionApart) {
  const TrainingPki pki;
  const CertificatePtr alice = own(pki.good("alice"));
  const CertificatePtr bob = own(pki.good("bob"));
  Proxy proxy(pki.clock);

  for (const CertificatePtr& certificate : {alice, bob, alice}) {
    const HttpRequest request = proxy.pass({{"SSL_CLIENT_CERT", certificate->base64()}});
    EXPECT_EQ(request.connection->client()->fingerprint(), certificate->fingerprint());
  }
  EXPECT_EQ(proxy.pass({}).connection->verdict, CertificateVerdict::None);
  EXPECT_EQ(proxy.pass({{"SSL_CLIENT_CERT", ""}}).connection->client(), nullptr);
}

void expectNotTaken(const HttpRequest& request, CertificateVerdict verdict, const std::string& reason) {
  EXPECT_EQ(toText(request.connection->verdict), toText(verdict));
  EXPECT_EQ(request.connection->client(), nullptr);
  EXPECT_NE(request.connection->reason.find(reason), std::string::npos) << request.connection->reason;
  EXPECT_EQ(request.headers.find("SSL_CLIENT_CERT"), nullptr);
  EXPECT_EQ(request.headers.find("SSL_CLIENT_USER"), nullptr);
  EXPECT_EQ(request.headers.find("SSL_CLIENT_VERIFY"), nullptr);
}

// P-LB-017
TEST(RequestStamp, ChecksUsageAndValidityOfAProxysCertificate) {
  TrainingPki pki;
  Proxy proxy(pki.clock);
  CertificateWish wish = pki.clientWish();
  wish.extended_key_usages = {"serverAuth"};
  const std::string wrong = own(pki.issue(wish))->base64();
  const std::string good = own(pki.good())->base64();

  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", wrong}}), CertificateVerdict::WrongUsage, "client authentication");
  EXPECT_NE(proxy.pass({{"SSL_CLIENT_CERT", good}}).connection->client(), nullptr);
  pki.clock.advance(hours(24 * 31));
  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", good}}), CertificateVerdict::Expired, "has expired");
  pki.clock.advance(-hours(24 * 60));
  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", good}}), CertificateVerdict::NotYetValid, "not valid yet");
}

// P-LB-017
TEST(RequestStamp, TakesNothingThatTheProxyCouldNotVerify) {
  const TrainingPki pki;
  Proxy proxy(pki.clock);
  const std::string good = own(pki.good())->base64();

  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", good}, {"SSL_CLIENT_VERIFY", "FAILED:self signed"}}),
                 CertificateVerdict::UntrustedRoot, "FAILED:self signed");
  EXPECT_NE(proxy.pass({{"SSL_CLIENT_CERT", good}, {"SSL_CLIENT_VERIFY", "SUCCESS"}}).connection->client(), nullptr);
}

// P-LB-017
TEST(RequestStamp, TakesNothingThatIsUnreadableOrThereTwice) {
  const TrainingPki pki;
  Proxy proxy(pki.clock);
  const std::string good = own(pki.good())->base64();
  const std::string other = own(pki.good("bob"))->base64();

  for (const std::string& text : {std::string("(null)"), good.substr(0, 400), good + good, std::string("%00")}) {
    expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", text}}), CertificateVerdict::Unacceptable, "is not usable");
  }
  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", good}, {"ssl_client_cert", other}}), CertificateVerdict::Unacceptable,
                 "twice");
  expectNotTaken(proxy.pass({{"SSL_CLIENT_CERT", good}, {"SSL_CLIENT_VERIFY", "SUCCESS"}, {"SSL_CLIENT_VERIFY", "x"}}),
                 CertificateVerdict::Unacceptable, "twice");
}

// P-LB-018
TEST(RequestStamp, LetsAProxySayWhoCallsIt) {
  const TrainingPki pki;
  Proxy proxy(pki.clock);

  const HttpRequest request = proxy.pass({{"X-Forwarded-For", "198.51.100.9, 203.0.113.4"},
                                          {"X-Forwarded-Proto", "https"},
                                          {"X-Forwarded-Host", "public.example"},
                                          {"X-Request-Id", "from-proxy"}});

  EXPECT_EQ(request.peer, "203.0.113.4");
  EXPECT_TRUE(request.secure);
  EXPECT_EQ(request.headers.get("x-forwarded-for"), "198.51.100.9, 203.0.113.4");
  EXPECT_EQ(request.headers.get("x-forwarded-host"), "public.example");
  EXPECT_EQ(request.headers.get("x-request-id"), "from-proxy");
}

TEST(RequestStamp, SaysItselfWhatAProxyLeavesOut) {
  const TrainingPki pki;
  Proxy proxy(pki.clock);

  const HttpRequest request = proxy.pass({{"X-Forwarded-For", "unknown"}});

  EXPECT_EQ(request.peer, "192.0.2.1");
  EXPECT_FALSE(request.secure);
  EXPECT_EQ(request.headers.get("x-forwarded-proto"), "http");
  EXPECT_EQ(request.headers.get("x-forwarded-host"), "tenant.example");
  EXPECT_EQ(request.headers.get("x-request-id").size(), 36U);
}

TEST(RequestStamp, AcceptsNoDamagedCertificateAsAnother) {
  const TrainingPki pki;
  Proxy proxy(pki.clock);
  const CertificatePtr certificate = own(pki.good());
  std::mt19937 random(5);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts in every run
  for (int i = 0; i < 3'000; ++i) {
    std::string text = i % 2 == 0 ? certificate->base64() : percentEncode(certificate->pem());
    for (int n = 0; n < 3; ++n) text[random() % text.size()] = static_cast<char>(32 + random() % 95);
    if (i % 5 == 0) text.resize(random() % text.size());

    const HttpRequest request = proxy.pass({{"SSL_CLIENT_CERT", text}});

    const CertificatePtr client = request.connection->client();
    EXPECT_EQ(request.headers.find("SSL_CLIENT_CERT") != nullptr, client != nullptr);
    if (client) {
      EXPECT_TRUE(client->allowsClientAuthentication());
    }
  }
}

}  // namespace
}  // namespace iflowsim
