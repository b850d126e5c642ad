#include "adapters/http/curl_client.h"

#include <functional>
#include <future>
#include <thread>

#include <Poco/DeflatingStream.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include "runtime/base/flow_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificate.h"

namespace iflowsim {
namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;
using Handler = std::function<void(HTTPServerRequest&, HTTPServerResponse&)>;

class FunctionHandler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit FunctionHandler(Handler handler) : handler_(std::move(handler)) {}
  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override { handler_(request, response); }

 private:
  Handler handler_;
};

class FunctionFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit FunctionFactory(Handler handler) : handler_(std::move(handler)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
    return new FunctionHandler(handler_);
  }

 private:
  Handler handler_;
};

/// Answers with the request as it came in: method and target, header lines, blank line, body.
void echo(HTTPServerRequest& request, HTTPServerResponse& response) {
  std::string body;
  if (request.getContentLength64() > 0 || request.getChunkedTransferEncoding()) {
    Poco::StreamCopier::copyToString(request.stream(), body);
  }
  std::string text = request.getMethod() + ' ' + request.getURI() + '\n';
  for (const auto& [name, value] : request) text += name + ": " + value + '\n';
  text += '\n' + body;
  response.sendBuffer(text.data(), text.size());
}

/// A server on a free loopback port for as long as it lives.
class Server {
 public:
  explicit Server(Handler handler) : Server(std::move(handler), Poco::Net::ServerSocket(loopback()), "http") {}
  Server(Handler handler, Poco::Net::ServerSocket socket, std::string scheme)
      : scheme_(std::move(scheme)),
        server_(new FunctionFactory(std::move(handler)), socket, new Poco::Net::HTTPServerParams) {
    server_.start();
  }
  ~Server() { server_.stopAll(true); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  static Poco::Net::SocketAddress loopback() { return {"127.0.0.1", 0}; }
  std::string url(const std::string& path = "/") const {
    return scheme_ + "://127.0.0.1:" + std::to_string(server_.port()) + path;
  }

 private:
  std::string scheme_;
  Poco::Net::HTTPServer server_;
};

OutboundRequest makeRequest(const std::string& method, const std::string& url, const std::string& body = "") {
  OutboundRequest request;
  request.method = method;
  request.url = url;
  request.headers = {{"Accept", "*/*"}};
  request.send_body = method == "POST" || method == "PUT" || method == "PATCH";
  request.body = Body(body);
  request.timeout = std::chrono::seconds(20);
  return request;
}

std::string failureOf(CurlClient& client, const OutboundRequest& request) {
  try {
    client.call(request);
  } catch (const FlowError& error) {
    return error.describe();
  }
  return "(no failure)";
}

TEST(CurlClient, SendsMethodAddressHeadersAndBody) {
  const Server server(&echo);
  CurlClient client;
  OutboundRequest request = makeRequest("PATCH", server.url("/a?b=c%20d"), "<order/>");
  request.headers.add("Content-Type", "application/xml");
  request.headers.add("X-Empty", "");

  const std::string seen = client.call(request).body.text();

  EXPECT_TRUE(seen.starts_with("PATCH /a?b=c%20d\n")) << seen;
  EXPECT_NE(seen.find("Content-Type: application/xml\n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("X-Empty: \n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("Content-Length: 8\n"), std::string::npos) << seen;
  EXPECT_TRUE(seen.ends_with("\n\n<order/>")) << seen;
}

// P-HTTP-019
TEST(CurlClient, AddsNoHeadersButHostAndLength) {
  const Server server(&echo);
  CurlClient client;

  const std::string seen = client.call(makeRequest("POST", server.url())).body.text();

  for (const char* own : {"User-Agent", "Expect", "Content-Type", "Accept-Encoding"}) {
    EXPECT_EQ(seen.find(own), std::string::npos) << seen;
  }
  EXPECT_NE(seen.find("Content-Length: 0\n"), std::string::npos) << seen;
}

TEST(CurlClient, SendsNoBodyUnlessTold) {
  const Server server(&echo);
  CurlClient client;
  OutboundRequest request = makeRequest("DELETE", server.url(), "body");

  EXPECT_TRUE(client.call(request).body.text().ends_with("\n\n"));
  request.send_body = true;
  EXPECT_TRUE(client.call(request).body.text().ends_with("\n\nbody"));
}

TEST(CurlClient, TakesStatusReasonAndRepeatedHeaders) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) {
    response.setStatusAndReason(HTTPServerResponse::HTTP_NOT_FOUND, "Nothing here");
    response.add("X-Twice", "1");
    response.add("X-Twice", "2");
    response.sendBuffer("no", 2);
  });
  CurlClient client;

  const HttpReply reply = client.call(makeRequest("GET", server.url()));

  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.reason, "Nothing here");
  EXPECT_EQ(reply.body.text(), "no");
  std::vector<std::string> values;
  for (const auto& [name, value] : reply.headers) {
    if (name == "X-Twice") values.push_back(value);
  }
  EXPECT_EQ(values, (std::vector<std::string>{"1", "2"}));
}

TEST(CurlClient, TakesTheHeadersOfAHeadRequest) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) {
    response.set("X-CSRF-Token", "t");
    response.setContentLength(1000);
    response.send();
  });
  CurlClient client;

  const HttpReply reply = client.call(makeRequest("HEAD", server.url()));

  EXPECT_EQ(reply.headers.get("x-csrf-token"), "t");
  EXPECT_EQ(reply.body.size(), 0U);
}

TEST(CurlClient, DoesNotFollowRedirects) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) { response.redirect("/elsewhere"); });
  CurlClient client;

  EXPECT_EQ(client.call(makeRequest("GET", server.url())).status, 302);
}

TEST(CurlClient, UnpacksGzip) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) {
    response.set("Content-Encoding", "gzip");
    response.setChunkedTransferEncoding(true);
    Poco::DeflatingOutputStream packed(response.send(), Poco::DeflatingStreamBuf::STREAM_GZIP);
    packed << std::string(10'000, 'x');
    packed.close();
  });
  CurlClient client;

  const HttpReply reply = client.call(makeRequest("GET", server.url()));

  EXPECT_EQ(reply.body.text(), std::string(10'000, 'x'));
  EXPECT_EQ(reply.headers.find("Content-Encoding"), nullptr);
}

TEST(CurlClient, RefusesRepliesBeyondTheLimit) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) {
    const std::string large(100'000, 'x');
    response.sendBuffer(large.data(), large.size());
  });
  CurlClient client({.max_response_bytes = 50'000});

  const std::string failure = failureOf(client, makeRequest("GET", server.url()));

  EXPECT_NE(failure.find("is larger than 50000 bytes"), std::string::npos) << failure;
}

TEST(CurlClient, SpoolsLargeReplies) {
  const Server server([](HTTPServerRequest&, HTTPServerResponse& response) {
    const std::string large(100'000, 'x');
    response.sendBuffer(large.data(), large.size());
  });
  CurlClient client({.body = {.spool_threshold = 1'000}});

  EXPECT_EQ(client.call(makeRequest("GET", server.url())).body.size(), 100'000U);
}

TEST(CurlClient, KeepsCookiesInTheJarAndOnlyThere) {
  const Server server([](HTTPServerRequest& request, HTTPServerResponse& response) {
    response.add("Set-Cookie", "session=7; Path=/");
    echo(request, response);
  });
  CurlClient client;
  CookieJar jar;
  OutboundRequest request = makeRequest("GET", server.url());
  request.cookies = &jar;
  client.call(request);

  const std::string with = client.call(request).body.text();
  const std::string without = client.call(makeRequest("GET", server.url())).body.text();

  EXPECT_EQ(jar.lines.size(), 1U);
  EXPECT_NE(with.find("Cookie: session=7"), std::string::npos) << with;
  EXPECT_EQ(without.find("Cookie:"), std::string::npos) << without;
}

TEST(CurlClient, TimesOut) {
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  const Server server([released](HTTPServerRequest&, HTTPServerResponse&) { released.wait(); });
  CurlClient client;
  OutboundRequest request = makeRequest("GET", server.url());
  request.timeout = std::chrono::milliseconds(50);

  const std::string failure = failureOf(client, request);
  release.set_value();

  EXPECT_TRUE(failure.starts_with("java.util.concurrent.TimeoutException: Request timed out to 127.0.0.1/127.0.0.1:"))
      << failure;
  EXPECT_TRUE(failure.ends_with(" of 50 ms")) << failure;
}

TEST(CurlClient, SaysWhenNobodyListens) {
  std::string url;
  { url = Server(&echo).url(); }
  CurlClient client;

  EXPECT_TRUE(failureOf(client, makeRequest("GET", url))
                  .starts_with("java.net.ConnectException: Connection refused: 127.0.0.1"));
}

TEST(CurlClient, SaysWhenTheConnectionBreaks) {
  CurlClient client;
  Poco::Net::ServerSocket silent(Server::loopback());
  std::thread closer([&silent] {
    Poco::Net::StreamSocket caller = silent.acceptConnection();
    char byte = 0;
    caller.receiveBytes(&byte, 1);
    caller.close();
  });

  const std::string failure =
      failureOf(client, makeRequest("GET", "http://127.0.0.1:" + std::to_string(silent.address().port()) + '/'));
  closer.join();

  EXPECT_TRUE(failure.starts_with("java.io.IOException: ")) << failure;
}

TEST(CurlClient, SpeaksOnlyHttp) {
  CurlClient client;

  EXPECT_TRUE(
      failureOf(client, makeRequest("GET", "file:///etc/passwd")).starts_with("java.lang.IllegalArgumentException"));
  EXPECT_TRUE(failureOf(client, makeRequest("GET", "ftp://127.0.0.1/")).find("must begin with http://") !=
              std::string::npos);
}

TEST(CurlClient, SaysWhichHostIsUnknown) {
  CurlClient client;

  // Longer than a host name may be, so no name server is asked.
  const std::string host = std::string(300, 'a') + ".invalid";

  EXPECT_EQ(failureOf(client, makeRequest("GET", "http://" + host + "/x")), "java.net.UnknownHostException: " + host);
}

TEST(CurlClient, RefusesACallWhoseAuthenticationIsMissing) {
  const Server server(&echo);
  CurlClient client;
  OutboundRequest request = makeRequest("GET", server.url());
  request.missing_authentication = "OAuth2 Client Credentials";
  request.site = {"orders", "To billing", "", "Billing"};

  const std::string failure = failureOf(client, request);

  EXPECT_NE(failure.find("Channel 'To billing' in flow 'orders' asks for authentication 'OAuth2 Client Credentials'"),
            std::string::npos)
      << failure;
}

/// A TLS server with a certificate of its own.
struct TlsServer {
  testing::TemporaryFolder folder;
  testing::TestCertificate certificate;
  Server server;

  explicit TlsServer(const std::string& names = "IP:127.0.0.1", int valid_days = 1)
      : certificate(testing::makeTestCertificate(folder.path(), "server", names, valid_days)),
        server(&echo, Poco::Net::SecureServerSocket(Server::loopback(), 64, context()), "https") {}

  Poco::Net::Context::Ptr context() const {
    return new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, certificate.key, certificate.certificate, "",
                                  Poco::Net::Context::VERIFY_NONE);
  }
  std::string failureWith(const std::string& ca_bundle) const {
    CurlClient client({.ca_bundle = ca_bundle});
    return failureOf(client, makeRequest("GET", server.url()));
  }
};

TEST(CurlClient, TrustsTheCertificatesOfItsBundle) {
  const TlsServer tls;
  CurlClient client({.ca_bundle = tls.certificate.certificate});

  EXPECT_EQ(client.call(makeRequest("GET", tls.server.url())).status, 200);
}

// P-HTTP-020
TEST(CurlClient, TrustsNoOtherCertificate) {
  const TlsServer tls;
  const testing::TestCertificate other = testing::makeTestCertificate(tls.folder.path(), "other", "IP:127.0.0.1");

  const std::string failure = tls.failureWith(other.certificate);

  EXPECT_TRUE(failure.starts_with(
      "javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path building failed: "
      "sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to "
      "requested "
      "target, cause: "))
      << failure;
}

TEST(CurlClient, ChecksTheHostNameAndTheDate) {
  const TlsServer stranger("DNS:other.example");
  const TlsServer expired("IP:127.0.0.1", -1);

  EXPECT_NE(
      stranger.failureWith(stranger.certificate.certificate).find("No subject alternative names matching 127.0.0.1"),
      std::string::npos);
  EXPECT_NE(expired.failureWith(expired.certificate.certificate).find("validity check failed"), std::string::npos);
}

TEST(CurlClient, ServesManyThreads) {
  const Server server(&echo);
  CurlClient client({.max_idle = 2});
  std::vector<std::future<bool>> calls;
  for (int i = 0; i < 8; ++i) {
    calls.push_back(std::async(std::launch::async, [&, i] {
      const std::string body = "body " + std::to_string(i);
      bool good = true;
      for (int turn = 0; turn < 10; ++turn) {
        good = client.call(makeRequest("POST", server.url(), body)).body.text().ends_with(body) && good;
      }
      return good;
    }));
  }

  for (std::future<bool>& call : calls) EXPECT_TRUE(call.get());
}

}  // namespace
}  // namespace iflowsim
