#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "security/material/connection_facts.h"
#include "security/material/trusted_roots.h"

using X509 = struct x509_st;
using X509_STORE = struct x509_store_st;
using X509_STORE_CTX = struct x509_store_ctx_st;

namespace iflowsim {

/// What became of the client certificate of a handshake.
struct PeerJudgement {
  CertificateVerdict verdict = CertificateVerdict::None;
  std::string reason;
  std::vector<CertificatePtr> presented;
  std::string trusted_root;
  /// Whether the handshake must fail.
  bool refused = false;
  /// When every certificate of the chain is valid.
  TimePoint valid_from = TimePoint::min();
  TimePoint valid_until = TimePoint::max();
};

/// Judges client certificates as the load balancer does: one that is not for client authentication, not valid now or
/// not acceptable ends the handshake; one without a way to a trusted root is dropped, or ends it too. Source:
/// runtime-behaviour 1.2. Thread-safe.
class ClientJudge {
 public:
  /// `clock` outlives the judge.
  ClientJudge(const TrustedRoots& trusted, bool reject_untrusted, const Clock& clock);
  ClientJudge(const ClientJudge&) = delete;
  ClientJudge& operator=(const ClientJudge&) = delete;
  ~ClientJudge();

  /// The roots for OpenSSL.
  X509_STORE* store() const { return store_.get(); }
  /// Judges the chain of a handshake and leaves in the context the error that OpenSSL makes its alert of. Whether the
  /// handshake may go on.
  bool judge(X509_STORE_CTX* context, PeerJudgement& judgement) const;
  /// Null when it cannot be read.
  CertificatePtr read(const X509* certificate) const;
  TimePoint now() const { return clock_.now(); }

 private:
  struct FreeStore {
    void operator()(X509_STORE* store) const;
  };

  void decide(X509_STORE_CTX* context, PeerJudgement& judgement) const;
  void acceptChain(X509_STORE_CTX* context, PeerJudgement& judgement) const;
  void refuseChain(X509_STORE_CTX* context, PeerJudgement& judgement) const;

  const bool reject_untrusted_;
  const Clock& clock_;
  std::unique_ptr<X509_STORE, FreeStore> store_;
  mutable std::mutex mutex_;
  /// Callers come back with the certificates they had.
  mutable std::unordered_map<Fingerprint, CertificatePtr, FingerprintHash> known_;
};

}  // namespace iflowsim
