#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "runtime/base/result.h"
#include "runtime/spi/http.h"
#include "security/front/front_options.h"

namespace iflowsim {

/// What to do with a request whose head has arrived.
struct HeadVerdict {
  /// Largest body in bytes; more ends in InboundHandler::onTooLarge.
  std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
  /// Goes into the request, so that it is looked for once.
  std::shared_ptr<HttpEndpoint> endpoint = {};
  /// Answers at once; the body is not wanted.
  std::optional<HttpReply> refusal;
};

/// Takes the requests of a front. All calls come from the reactor threads, several at once, and must not block: what
/// waits belongs on another thread. An exception is logged and answered 500. Outlives the front.
class InboundHandler {
 public:
  virtual ~InboundHandler() = default;
  /// The head without the body; the place for 401 and 404, and for the limit of the body.
  virtual HeadVerdict onHead(const HttpRequest& head) = 0;
  /// The whole request, to be moved from; its body is null when none was announced. The sink takes one reply, from any
  /// thread, also after the front stopped (then it is dropped). A sink destroyed unused answers 500.
  virtual void onRequest(HttpRequest&& request, ReplySink sink) = 0;
  /// A body above `max_body`: the front reads no more of it, answers what the sink gets and closes. `head` is valid
  /// during the call. Default: 413.
  virtual void onTooLarge(const HttpRequest& head, ReplySink sink);
  /// The front refuses a request by itself: it is malformed, came too slowly, or over a connection too many. `head` has
  /// what was read of it, perhaps nothing. Gives headers to add to the reply. Default: none.
  virtual HttpHeaders onRefused(const HttpRequest& head, int status, const std::string& reason);
  /// A connection ends for a certificate, without an answer: the caller's was refused in the handshake or has expired
  /// since, or the caller refused the server's. Nothing else comes from that connection. Default: nothing.
  virtual void onHandshakeRefused(std::shared_ptr<const ConnectionFacts> facts);
};

/// The inbound front: HTTP/1.1 over TLS or plain, an epoll reactor on each thread. Strict about what it reads (RFC
/// 9112): whatever two parties could read differently is answered 400 and closed. A connection runs one request at a
/// time; pipelined ones wait in order, unread beyond one buffer. Hop-by-hop headers of a reply, Content-Length and Date
/// are the front's own; line ends inside header values become blanks.
///
/// It is the load balancer of the tenant too: HttpRequest::connection says what it found out about the caller, and
/// SSL_CLIENT_CERT, SSL_CLIENT_USER (for accepted certificates only), x-forwarded-for, X-Forwarded-Proto,
/// X-Forwarded-Host and X-Request-Id of a request come from it alone. Source: runtime-behaviour 1.1, 1.2.
class Front {
 public:
  Front(FrontOptions options, InboundHandler& handler);
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;
  /// Stops without draining.
  ~Front();

  /// Listens and serves. `FRONT-001` address not usable, `FRONT-002` certificate or key not usable, `FRONT-003` a
  /// trusted proxy is no address.
  Result<void> start();
  /// Takes over other certificates and trusted roots: new connections have them, present ones stay as they are, and
  /// sessions of before are not resumed. `FRONT-002`: what was stays. For a running front with TLS; any thread.
  Result<void> setTls(TlsOptions options);
  /// The same with what files and folder hold now.
  Result<void> reload();
  /// The port listened on; 0 before start().
  std::uint16_t port() const;
  /// Stops accepting, lets running requests finish for at most `drain`, closes the rest and joins the threads. Not to
  /// be called from a reactor thread.
  void stop(std::chrono::milliseconds drain);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace iflowsim
