#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "security/front/client_judge.h"
#include "security/front/front_options.h"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace iflowsim {

/// The TLS configuration that the connections of a front share: server certificates by name, and how client
/// certificates are judged. Immutable and thread-safe; lives as long as its connections.
class TlsContext {
 public:
  /// `FRONT-002` when a certificate or key is not usable. `clock` outlives the context.
  static Result<std::shared_ptr<const TlsContext>> open(const TlsOptions& options, const Clock& clock);
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;
  ~TlsContext();

  /// A new server side of TLS. What becomes of the caller's certificate is written to `judgement`, which must live as
  /// long. Null when OpenSSL has no memory.
  SSL* makeSession(PeerJudgement& judgement) const;
  /// What is known of the caller of a session that was resumed, as it was judged then.
  PeerJudgement recall(const SSL* session) const;

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const;
  };
  using Context = std::unique_ptr<SSL_CTX, FreeContext>;
  /// What OpenSSL calls.
  struct Callbacks;

  TlsContext() = default;
  Result<Context> makeContext(const TlsOptions& options, const ServerCertificate& certificate) const;
  void askForCertificates(SSL_CTX* context) const;
  void learnNames(std::size_t index);
  /// The context for a server name; null: the default one.
  SSL_CTX* forName(std::string_view name) const;

  std::unique_ptr<ClientJudge> judge_;
  Context default_;
  std::vector<Context> named_;
  std::map<std::string, SSL_CTX*, std::less<>> by_name_;
};

/// The TLS configuration of new connections; may be exchanged from any thread.
class TlsSlot {
 public:
  /// Null: plain.
  std::shared_ptr<const TlsContext> current() const;
  void replace(std::shared_ptr<const TlsContext> context);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const TlsContext> context_;
};

}  // namespace iflowsim
