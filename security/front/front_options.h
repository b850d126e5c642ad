#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace iflowsim {

class Clock;

/// A certificate of the server with its key, both PEM files; the chain starts with the server's own certificate.
struct ServerCertificate {
  std::string chain;
  std::string key;
};

/// Server side of TLS. Files and folder are read by Front::start(), setTls() and reload().
struct TlsOptions {
  enum class Version { Tls12, Tls13 };
  /// What becomes of a client certificate without a way to a trusted root: it is dropped and the caller goes on without
  /// one, or the handshake fails. Source: runtime-behaviour 1.2, 10 (2).
  enum class Untrusted { Drop, RejectHandshake };

  /// The certificate of callers that name no server, or none that `named` has.
  std::string certificate_chain;
  std::string private_key;
  Version min_version = Version::Tls12;
  /// Further certificates, each for the DNS names it carries (`*.example.org` too); the first that fits serves.
  std::vector<ServerCertificate> named = {};
  /// Folders and files with the roots that client certificates may chain to, as readTrustedRoots() takes them; what is
  /// passed over is named in the log. None: no client certificate is asked for.
  std::vector<std::filesystem::path> trusted_roots = {};
  Untrusted untrusted = Untrusted::Drop;
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
  /// What time it is for certificates; outlives the front. Null: the machine's time.
  const Clock* clock = nullptr;
  /// Addresses and networks (`192.0.2.7`, `10.0.0.0/8`, `fd00::/8`) of proxies that end TLS themselves: their
  /// SSL_CLIENT_CERT, SSL_CLIENT_VERIFY and X-Forwarded-* are believed. From all others these headers are removed.
  std::vector<std::string> trusted_proxies = {};
};

}  // namespace iflowsim
