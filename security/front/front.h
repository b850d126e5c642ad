#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "runtime/base/result.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// Server side of TLS. Both files are PEM; the chain starts with the server's own certificate.
struct TlsOptions {
  enum class Version { Tls12, Tls13 };

  std::string certificate_chain;
  std::string private_key;
  Version min_version = Version::Tls12;
};

/// What one caller may cost. Times are those of a phase: a caller that keeps up `min_rate` bytes a second while a body
/// or a reply is under way gets more, one that stands still never more than the time itself.
struct FrontLimits {
  std::size_t head_bytes = 32U << 10U;
  std::size_t header_count = 100;
  /// Bytes of an unwanted body read and dropped to keep the connection; above that the connection is closed.
  std::uint64_t discarded_bytes = 256U << 10U;
  /// Open connections of all threads together; callers beyond are answered 503 with Retry-After.
  std::size_t connections = 10'000;
  std::uint64_t min_rate = 1'024;
  std::chrono::milliseconds handshake_time{10'000};
  /// From the first byte of a head to its end.
  std::chrono::milliseconds head_time{10'000};
  std::chrono::milliseconds body_time{20'000};
  /// Between two requests of a connection.
  std::chrono::milliseconds idle_time{75'000};
  std::chrono::milliseconds write_time{30'000};
  /// How long a connection closed with unread input waits for the caller to read the reply.
  std::chrono::milliseconds linger_time{2'000};
};

struct FrontOptions {
  std::string address = "127.0.0.1";
  /// 0 takes a free port; see Front::port().
  std::uint16_t port = 0;
  /// Reactor threads, each with its own listening socket; 0: one for each core.
  unsigned threads = 0;
  FrontLimits limits;
  /// Without it the front speaks plain HTTP.
  std::optional<TlsOptions> tls;
  /// Value of the Server header; empty: none is sent.
  std::string server;
  /// Bodies above the threshold go to files in this directory; empty: the system's directory for temporary files.
  std::size_t spool_threshold = 4U << 20U;
  std::string spool_directory;
};

/// What to do with a request whose head has arrived.
struct HeadVerdict {
  /// Largest body in bytes; more ends in InboundHandler::onTooLarge.
  std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
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
  /// The whole request; its body is null when none was announced. The sink takes one reply, from any thread, also
  /// after the front stopped (then it is dropped). A sink destroyed unused answers 500.
  virtual void onRequest(HttpRequest request, ReplySink sink) = 0;
  /// A body above `max_body`: the front reads no more of it, answers what the sink gets and closes. `head` is valid
  /// during the call. Default: 413.
  virtual void onTooLarge(const HttpRequest& head, ReplySink sink);
};

/// The inbound front: HTTP/1.1 over TLS or plain, an epoll reactor on each thread. Strict about what it reads (RFC
/// 9112): whatever two parties could read differently is answered 400 and closed. A connection runs one request at a
/// time; pipelined ones wait in order, unread beyond one buffer. Hop-by-hop headers of a reply, Content-Length and Date
/// are the front's own; line ends inside header values become blanks.
class Front {
 public:
  Front(FrontOptions options, InboundHandler& handler);
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;
  /// Stops without draining.
  ~Front();

  /// Listens and serves. `FRONT-001` address not usable, `FRONT-002` certificate or key not usable.
  Result<void> start();
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
