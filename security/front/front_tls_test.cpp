#include <filesystem>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "security/front/front_testkit.h"
#include "security/material/certificate_authority.h"

namespace iflowsim {
namespace {

using testkit::bodyOf;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;

/// A fresh certificate authority in a directory of its own.
class TemporaryAuthority {
 public:
  TemporaryAuthority() : authority_(*CertificateAuthority::open(makeDirectory(), SystemClock())) {}
  TemporaryAuthority(const TemporaryAuthority&) = delete;
  TemporaryAuthority& operator=(const TemporaryAuthority&) = delete;
  ~TemporaryAuthority() { std::filesystem::remove_all(authority_.certificate().parent_path()); }

  std::string trusted() const { return authority_.certificate(); }
  FrontOptions options() const {
    FrontOptions options;
    options.threads = 1;
    options.tls = TlsOptions{authority_.serverChain(), authority_.serverKey()};
    return options;
  }

 private:
  static std::filesystem::path makeDirectory() {
    std::string name = std::filesystem::temp_directory_path() / "front-XXXXXX";
    return ::mkdtemp(name.data());
  }

  CertificateAuthority authority_;
};

struct SessionFree {
  void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
};
using Session = std::unique_ptr<SSL_SESSION, SessionFree>;

TEST(FrontTls, ServesACallerWhoTrustsTheAuthority) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  bool secure = false;
  front.handler.head = [&secure](const HttpRequest& head) {
    secure = head.secure;
    return HeadVerdict{};
  };
  RawCaller caller(front.port());

  ASSERT_TRUE(caller.startTls({.trusted = authority.trusted()})) << caller.tlsError();

  EXPECT_EQ(bodyOf(caller.send(requestText("POST", "/1", "a")).reply()), "POST /1 a");
  EXPECT_EQ(bodyOf(caller.send(requestText("POST", "/2", "b")).reply()), "POST /2 b");
  EXPECT_TRUE(secure);
}

TEST(FrontTls, SurvivesACallerWhoDoesNotTrustTheAuthority) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  RawCaller distrustful(front.port());

  EXPECT_FALSE(distrustful.startTls({}));

  EXPECT_NE(distrustful.tlsError().find("certificate"), std::string::npos);
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls({.trusted = authority.trusted()}));
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/")).reply()), 200);
}

TEST(FrontTls, TellsACallerWhoSpeaksPlainHttp) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/")).rest();

  EXPECT_EQ(statusOf(reply), 400);
  EXPECT_NE(bodyOf(reply).find("https://"), std::string::npos);
}

TEST(FrontTls, ClosesOnNonsense) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  RawCaller caller(front.port());

  caller.send(std::string(100, '\xFF'));

  EXPECT_LT(caller.rest().size(), 10U);
}

// P-FRONT-005
TEST(FrontTls, ServesTls12UnlessSetTo13) {
  const TemporaryAuthority authority;
  FrontOptions strict = authority.options();
  strict.tls->min_version = TlsOptions::Version::Tls13;
  RunningFront front(authority.options());
  RunningFront strict_front(strict);
  RawCaller allowed(front.port());
  RawCaller refused(strict_front.port());
  RawCaller too_old(front.port());

  EXPECT_TRUE(allowed.startTls({.trusted = authority.trusted(), .max_version = TLS1_2_VERSION}));
  EXPECT_FALSE(refused.startTls({.trusted = authority.trusted(), .max_version = TLS1_2_VERSION}));
  EXPECT_FALSE(too_old.startTls({.trusted = authority.trusted(), .max_version = TLS1_1_VERSION}));

  EXPECT_EQ(statusOf(allowed.send(requestText("GET", "/")).reply()), 200);
}

TEST(FrontTls, ResumesSessions) {
  const TemporaryAuthority authority;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    RunningFront front(authority.options());
    RawCaller first(front.port());
    ASSERT_TRUE(first.startTls({.trusted = authority.trusted(), .max_version = version}));
    EXPECT_EQ(statusOf(first.send(requestText("GET", "/")).reply()), 200);
    const Session session(SSL_get1_session(first.ssl()));
    RawCaller second(front.port());

    ASSERT_TRUE(second.startTls({.trusted = authority.trusted(), .max_version = version, .resumed = session.get()}));

    EXPECT_EQ(SSL_session_reused(second.ssl()), 1) << version;
    EXPECT_EQ(statusOf(second.send(requestText("GET", "/")).reply()), 200);
  }
}

TEST(FrontTls, CarriesLargeBodiesBothWays) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls({.trusted = authority.trusted()}));
  const std::string body(9'000'000, 'z');

  const std::string reply = caller.send(requestText("POST", "/", body)).reply();

  EXPECT_EQ(bodyOf(reply), "POST / " + body);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/")).reply()), 200);
}

TEST(FrontTls, AnswersPipelinedRequestsThatShareARecord) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls({.trusted = authority.trusted()}));

  caller.send(requestText("GET", "/1") + requestText("GET", "/2"));

  EXPECT_EQ(bodyOf(caller.reply()), "GET /1 ");
  EXPECT_EQ(bodyOf(caller.reply()), "GET /2 ");
}

TEST(FrontTls, EndsAHandshakeThatTakesTooLong) {
  const TemporaryAuthority authority;
  FrontOptions options = authority.options();
  options.limits.handshake_time = std::chrono::milliseconds(60);
  RunningFront front(options);
  RawCaller silent(front.port());

  EXPECT_TRUE(silent.isClosed());
}

TEST(FrontTls, EndsTlsBeforeItCloses) {
  const TemporaryAuthority authority;
  RunningFront front(authority.options());
  RawCaller caller(front.port());
  ASSERT_TRUE(caller.startTls({.trusted = authority.trusted()}));

  caller.send(requestText("GET", "/", "", "Connection: close\r\n")).rest();

  EXPECT_EQ(SSL_get_shutdown(caller.ssl()) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN);
}

TEST(FrontTls, RefusesCertificatesThatCannotBeUsed) {
  const TemporaryAuthority authority;
  const TemporaryAuthority other;
  FrontOptions missing = authority.options();
  missing.tls->certificate_chain = "/nonexistent/server.pem";
  FrontOptions mismatched = authority.options();
  mismatched.tls->private_key = other.options().tls->private_key;

  for (const FrontOptions& options : {missing, mismatched}) {
    testkit::ScriptedHandler handler;
    Front front(options, handler);

    const auto started = front.start();

    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, "FRONT-002");
    EXPECT_NE(started.error().text.find(".pem"), started.error().text.find(".key"));
  }
}

}  // namespace
}  // namespace iflowsim
