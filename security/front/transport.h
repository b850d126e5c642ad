#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "security/front/tls_context.h"

namespace iflowsim {

/// A non-blocking socket with or without TLS on it; closes the socket in the end. Not thread-safe.
class Transport {
 public:
  enum class State { Done, WantRead, WantWrite, Ended, Failed };
  struct Outcome {
    State state = State::Done;
    std::size_t bytes = 0;
  };

  /// Owns `descriptor`; `tls` null: plain.
  Transport(int descriptor, std::shared_ptr<const TlsContext> tls);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  int descriptor() const { return descriptor_; }
  bool isSecure() const { return ssl_ != nullptr; }
  Outcome handshake();
  /// After a failed handshake: the caller spoke plain HTTP. Then the transport goes on without TLS.
  bool fallBackToPlain();
  /// After the handshake: what is known of the caller.
  void describe(ConnectionFacts& facts) const;
  /// After a failed handshake: whether it failed for a certificate; then the facts say which and why.
  bool describeRefusal(ConnectionFacts& facts) const;
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
  void describeSession(ConnectionFacts& facts) const;

  int descriptor_;
  std::shared_ptr<const TlsContext> tls_;
  /// Of the handshake; describe() reads it.
  std::unique_ptr<PeerJudgement> judgement_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  /// OpenSSL's reason for the failed handshake.
  int failure_ = 0;
  bool broken_ = false;
};

}  // namespace iflowsim
