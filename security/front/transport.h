#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "security/front/front.h"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace iflowsim {

/// The TLS configuration that all connections of a front share. Thread-safe after open().
class TlsContext {
 public:
  /// `FRONT-002` when certificate or key are not usable.
  static Result<TlsContext> open(const TlsOptions& options);
  SSL_CTX* get() const { return context_.get(); }

 private:
  explicit TlsContext(std::shared_ptr<SSL_CTX> context) : context_(std::move(context)) {}
  std::shared_ptr<SSL_CTX> context_;
};

/// A non-blocking socket with or without TLS on it; closes the socket in the end. Not thread-safe.
class Transport {
 public:
  enum class State { Done, WantRead, WantWrite, Ended, Failed };
  struct Outcome {
    State state = State::Done;
    std::size_t bytes = 0;
  };

  /// Owns `descriptor`; `context` null: plain.
  Transport(int descriptor, SSL_CTX* context);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  int descriptor() const { return descriptor_; }
  bool isSecure() const { return ssl_ != nullptr; }
  Outcome handshake();
  /// After a failed handshake: the caller spoke plain HTTP. Then the transport goes on without TLS.
  bool fallBackToPlain();
  Outcome read(std::span<char> buffer);
  Outcome write(std::string_view bytes);
  /// Bytes were taken off the socket that read() has not given yet, so the socket need not become readable again.
  bool hasPending() const;
  /// Says that nothing more will be sent.
  void finishWriting();
  /// Reads what still arrives and drops it; Ended once the caller closed.
  Outcome discard(std::span<char> buffer);

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const;
  };

  Outcome outcomeOf(int result, std::size_t bytes);

  int descriptor_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  bool spoke_plain_ = false;
  bool broken_ = false;
};

}  // namespace iflowsim
