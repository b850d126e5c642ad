#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "security/front/front.h"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;
using SSL_SESSION = struct ssl_session_st;

namespace iflowsim::testkit {

/// A caller that says exactly what a test wants, byte by byte. Waits at most five seconds for anything.
class RawCaller {
 public:
  struct Tls {
    /// PEM file of the authority to trust; empty: the system's.
    std::string trusted;
    int max_version = 0;
    SSL_SESSION* resumed = nullptr;
    /// The caller's own certificate, those to send with it, and its key, as PEM; empty: it has none.
    std::string certificate = {};
    std::string key = {};
    std::string server_name = "localhost";
    bool trusts_anybody = false;
  };

  explicit RawCaller(std::uint16_t port, int receive_buffer = 0);
  RawCaller(const RawCaller&) = delete;
  RawCaller& operator=(const RawCaller&) = delete;
  ~RawCaller();

  /// Whether the handshake succeeded; see tlsError().
  bool startTls(const Tls& tls);
  /// Why the handshake failed, or with TLS 1.3 why nothing more came: the alert of the server.
  const std::string& tlsError() const { return tls_error_; }
  SSL* ssl() const;

  RawCaller& send(std::string_view bytes);
  /// Sends as much as the socket takes without waiting.
  std::size_t sendSome(std::string_view bytes);
  /// One reply with its body as Content-Length says; what came of it when the connection ends.
  std::string reply(bool head_only = false);
  /// Everything until the server closes.
  std::string rest();
  /// Exactly so many bytes, fewer at the end of the connection.
  std::string read(std::size_t count);
  /// Whether the server closed the connection, without anything more to read.
  bool isClosed() { return rest().empty(); }
  void finishWriting();

 private:
  struct Session;
  bool fill();

  int socket_;
  std::unique_ptr<Session> session_;
  std::string received_;
  std::string tls_error_;
};

/// Gives the context the caller's own certificate, those to send with it, and its key.
void useCertificate(SSL_CTX* context, const RawCaller::Tls& tls);

/// A handler made of functions; without them it answers 200 with method, path and body.
class ScriptedHandler final : public InboundHandler {
 public:
  std::function<HeadVerdict(const HttpRequest&)> head;
  std::function<void(HttpRequest, ReplySink)> request;
  std::function<void(const HttpRequest&, ReplySink)> too_large;
  std::function<void(std::shared_ptr<const ConnectionFacts>)> refused;
  std::function<HttpHeaders(const HttpRequest&, int, const std::string&)> malformed;

  HeadVerdict onHead(const HttpRequest& it) override { return head ? head(it) : HeadVerdict{}; }
  void onRequest(HttpRequest&& it, ReplySink sink) override;
  void onTooLarge(const HttpRequest& it, ReplySink sink) override;
  HttpHeaders onRefused(const HttpRequest& it, int status, const std::string& reason) override {
    return malformed ? malformed(it, status, reason) : HttpHeaders();
  }
  void onHandshakeRefused(std::shared_ptr<const ConnectionFacts> facts) override {
    if (refused) refused(std::move(facts));
  }
};

/// A front on a free port of the loopback address.
struct RunningFront {
  explicit RunningFront(FrontOptions options = {});
  std::uint16_t port() const { return front.port(); }

  ScriptedHandler handler;
  Front front;
};

/// `method path HTTP/1.1` with a Host header, further header lines and a body with its length.
std::string requestText(std::string_view method, std::string_view path, std::string_view body = {},
                        std::string_view lines = {});
/// The part of a reply behind its head.
std::string bodyOf(const std::string& reply);
int statusOf(const std::string& reply);
bool hasLine(const std::string& reply, std::string_view line);

}  // namespace iflowsim::testkit
