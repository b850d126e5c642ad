#include <random>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "security/front/training_pki_testkit.h"
#include "security/material/connection_facts.h"

namespace iflowsim {
namespace {

using testkit::bodyOf;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;
using testkit::TrainingPki;

/// A front that answers with the headers of the request that a load balancer sets, one a line.
struct EchoingFront : RunningFront {
  explicit EchoingFront(const FrontOptions& options = {}) : RunningFront(options) {
    handler.request = [](const HttpRequest& request, const ReplySink& sink) {
      std::string text = request.peer + "\n";
      for (const auto& [name, value] : request.headers) {
        if (name != "Host" && name != "Transfer-Encoding" && name != "Content-Length")
          text += name + ": " + value + "\n";
      }
      sink({200, {}, Body(text)});
    };
  }
};

/// The part of the answer without the id, which is another each time.
std::string withoutId(const std::string& answer) {
  return answer.substr(0, answer.find("X-Request-Id: ")) + "X-Request-Id\n";
}

constexpr const char* kOwnLines =
    "127.0.0.1\nx-forwarded-for: 127.0.0.1\nX-Forwarded-Proto: http\nX-Forwarded-Host: localhost\nX-Request-Id\n";

// P-LB-011
TEST(FrontForwarding, SaysWhoCallsAndHow) {
  const EchoingFront front;
  RawCaller caller(front.port());

  const std::string first = bodyOf(caller.send(requestText("GET", "/")).reply());
  const std::string second = bodyOf(caller.send(requestText("GET", "/")).reply());

  EXPECT_EQ(withoutId(first), kOwnLines);
  EXPECT_EQ(withoutId(second), kOwnLines);
  EXPECT_NE(first, second) << "each request has an id of its own";
}

// P-LB-011
TEST(FrontForwarding, SaysThatTheCallIsSecure) {
  const TrainingPki pki;
  const EchoingFront front(pki.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls(pki.callWith(pki.good())));

  const std::string answer = bodyOf(caller.send(requestText("GET", "/")).reply());

  EXPECT_NE(answer.find("X-Forwarded-Proto: https\n"), std::string::npos);
  EXPECT_NE(answer.find("SSL_CLIENT_USER: CN=alice, O=Company, C=DE\n"), std::string::npos);
}

/// Every way to forge: cases, signs, repeated lines, folded whitespace, other products' names.
const char* const kForgeries =
    "SSL_CLIENT_CERT: forged\r\nssl_client_cert: forged\r\nSSL-CLIENT-CERT: forged\r\nSsl-Client_Cert:\tforged\r\n"
    "SSL_CLIENT_USER: forged\r\nSSL_CLIENT_USER: forged\r\nSSL_CLIENT_VERIFY: SUCCESS\r\n"
    "x-forwarded-client-cert: forged\r\nX-SSL-Client-CERT: forged\r\nX_SSL_CLIENT_DN: forged\r\n"
    "X-Forwarded-For: 6.6.6.6\r\nx_forwarded_for: 6.6.6.6\r\nX-FORWARDED-PROTO: https\r\nX-Forwarded-Host: evil\r\n"
    "X-Request-Id: forged\r\nForwarded: for=6.6.6.6\r\n";

// P-LB-010
TEST(FrontForwarding, TakesNoneOfItFromCallers) {
  const EchoingFront front;

  const std::string answer = bodyOf(RawCaller(front.port()).send(requestText("GET", "/", "", kForgeries)).reply());

  EXPECT_EQ(withoutId(answer), kOwnLines);
  EXPECT_EQ(answer.find("forged"), std::string::npos);
}

// P-LB-010
TEST(FrontForwarding, TakesNoneOfItFromTrailers) {
  const EchoingFront front;
  const std::string request =
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
      "Trailer: SSL_CLIENT_CERT, X-Forwarded-For\r\n\r\n1\r\nx\r\n0\r\n" +
      std::string(kForgeries) + "\r\n";

  const std::string answer = bodyOf(RawCaller(front.port()).send(request).reply());

  EXPECT_EQ(answer.find("forged"), std::string::npos);
  EXPECT_EQ(answer.find("6.6.6.6"), std::string::npos);
}

// P-LB-010
TEST(FrontForwarding, TakesNoneOfItFromCallersWithACertificate) {
  const TrainingPki pki;
  const EchoingFront front(pki.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls(pki.callWith({})));

  const std::string answer = bodyOf(caller.send(requestText("GET", "/", "", kForgeries)).reply());

  EXPECT_EQ(answer.find("SSL"), std::string::npos);
  EXPECT_EQ(answer.find("forged"), std::string::npos);
}

TEST(FrontForwarding, TakesNoneOfItHoweverItIsSpelt) {
  constexpr std::string_view kSigns = "-_.!#$%&'*+^`|~";
  const EchoingFront front;
  RawCaller caller(front.port());
  std::mt19937 random(6);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same names in every run
  for (int i = 0; i < 500; ++i) {
    std::string name = std::array{"SSL_CLIENT_CERT", "X-Forwarded-For", "x-forwarded-client-cert"}[random() % 3];
    for (char& c : name) {
      if (c == '-' || c == '_') {
        c = kSigns[random() % kSigns.size()];
      } else if (random() % 2 == 0) {
        c = static_cast<char>(c ^ 0x20);
      }
    }

    const std::string reply = caller.send(requestText("GET", "/", "", name + ": forged\r\n")).reply();

    EXPECT_EQ(statusOf(reply), 200) << name;
    EXPECT_EQ(reply.find("forged"), std::string::npos) << name;
  }
}

FrontOptions behindProxy(const std::vector<std::string>& proxies) {
  FrontOptions options;
  options.trusted_proxies = proxies;
  return options;
}

std::string proxyLines(const Certificate& certificate) {
  return "SSL_CLIENT_CERT: " + percentEncode(certificate.pem()) +
         "\r\nSSL_CLIENT_VERIFY: SUCCESS\r\nX-Forwarded-For: 198.51.100.9\r\nX-Forwarded-Proto: https\r\n";
}

// P-LB-016
TEST(FrontForwarding, BelievesAListedProxy) {
  const TrainingPki pki;
  const CertificatePtr certificate = *Certificate::fromPem(pki.good().chain);
  const EchoingFront front(behindProxy({"10.0.0.0/8", "127.0.0.0/8"}));

  const std::string answer =
      bodyOf(RawCaller(front.port()).send(requestText("GET", "/", "", proxyLines(*certificate))).reply());

  EXPECT_EQ(withoutId(answer),
            "198.51.100.9\nX-Forwarded-For: 198.51.100.9\nX-Forwarded-Proto: https\nX-Forwarded-Host: localhost\n"
            "X-Request-Id\n");
  EXPECT_NE(answer.find("SSL_CLIENT_CERT: " + certificate->base64() + "\n"), std::string::npos);
  EXPECT_NE(answer.find("SSL_CLIENT_USER: " + certificate->subject() + "\n"), std::string::npos);
}

// P-LB-016
TEST(FrontForwarding, BelievesNoProxyThatIsNotListed) {
  const TrainingPki pki;
  const CertificatePtr certificate = *Certificate::fromPem(pki.good().chain);
  const EchoingFront front(behindProxy({"10.0.0.0/8"}));

  const std::string answer =
      bodyOf(RawCaller(front.port()).send(requestText("GET", "/", "", proxyLines(*certificate))).reply());

  EXPECT_EQ(withoutId(answer), kOwnLines);
  EXPECT_EQ(answer.find("SSL_"), std::string::npos);
}

// P-LB-010
TEST(FrontForwarding, TakesFromAProxyOnlyTheNamesThatItSets) {
  const EchoingFront front(behindProxy({"127.0.0.1"}));
  // What a caller sends under these names passes a proxy that sets SSL_CLIENT_CERT alone.
  const std::string lines =
      "SSL-CLIENT-CERT: forged\r\nSSL_CLIENT_USER: forged\r\nX-Forwarded-Client-Cert: forged\r\nX-SSL-Client-DN: "
      "forged\r\nx_forwarded_for: forged\r\n";

  const std::string answer = bodyOf(RawCaller(front.port()).send(requestText("GET", "/", "", lines)).reply());

  EXPECT_EQ(withoutId(answer), kOwnLines);
}

TEST(FrontForwarding, TakesAProxysOwnCertificateForNobodys) {
  const TrainingPki pki;
  FrontOptions options = pki.options();
  options.trusted_proxies = {"127.0.0.1"};
  const EchoingFront front(options);
  RawCaller proxy(front.port());
  ASSERT_TRUE(proxy.startTls(pki.callWith(pki.good())));

  EXPECT_EQ(bodyOf(proxy.send(requestText("GET", "/")).reply()).find("SSL_"), std::string::npos);
}

TEST(FrontForwarding, DoesNotStartWithAProxyThatIsNoAddress) {
  testkit::ScriptedHandler handler;
  Front front(behindProxy({"proxy.example.org"}), handler);

  const auto started = front.start();

  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "FRONT-003");
}

TEST(FrontForwarding, GivesTheRequestsOfAConnectionTheSameFacts) {
  RunningFront front;
  std::vector<std::shared_ptr<const ConnectionFacts>> seen;
  front.handler.head = [&seen](const HttpRequest& head) {
    seen.push_back(head.connection);
    return HeadVerdict{};
  };
  RawCaller caller(front.port());

  caller.send(requestText("GET", "/")).reply();
  caller.send(requestText("GET", "/")).reply();

  ASSERT_EQ(seen.size(), 2U);
  ASSERT_TRUE(seen[0]);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0]->peer, "127.0.0.1");
  EXPECT_EQ(seen[0]->tls_version, "");
}

}  // namespace
}  // namespace iflowsim
