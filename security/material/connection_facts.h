#pragma once

#include <string>
#include <vector>

#include "security/material/certificate.h"

namespace iflowsim {

/// What the load balancer found out about a client certificate. Source: runtime-behaviour 1.2.
enum class CertificateVerdict {
  /// The caller presented none.
  None,
  /// Chains to a trusted root, valid, for client authentication: passed on to the tenant.
  Accepted,
  /// Chains to no root of the list because a certificate of the chain was not sent.
  Incomplete,
  /// Chains to a root that is not in the list.
  UntrustedRoot,
  SelfSigned,
  /// The certificate, or one of its chain, is past its end.
  Expired,
  NotYetValid,
  /// Not for client authentication.
  WrongUsage,
  /// A signature is wrong, a critical extension is unknown, a name is not acceptable: `reason` says it.
  Unacceptable,
};

/// `accepted`, `no certificate`, `root not trusted`...
std::string_view toText(CertificateVerdict verdict);

/// What the front knows of a connection besides its requests: for authentication by certificate and for the record of
/// the decision. Immutable once shared.
struct ConnectionFacts {
  /// Address of the caller; behind a proxy that of the proxy.
  std::string peer;
  /// `TLSv1.3`; empty on a plain connection.
  std::string tls_version;
  std::string cipher;
  /// Server name the caller asked for; empty: none.
  std::string server_name;
  bool resumed = false;
  /// The certificate came in headers of a listed proxy.
  bool from_proxy = false;
  CertificateVerdict verdict = CertificateVerdict::None;
  /// Why, as a sentence for the operator; empty when accepted or none was presented.
  std::string reason;
  /// As sent, the caller's own first. A resumed session knows that one only.
  std::vector<CertificatePtr> presented;
  /// Subject of the trusted root that the chain ends in; empty when none does.
  std::string trusted_root;
  /// End of the validity of an accepted certificate and its chain.
  TimePoint valid_until = TimePoint::max();
  /// Whether the handshake was refused for the certificate; then no request follows.
  bool handshake_refused = false;

  /// The certificate that is passed on to the tenant; null unless it was accepted.
  CertificatePtr client() const {
    return verdict == CertificateVerdict::Accepted && !presented.empty() ? presented.front() : nullptr;
  }
};

}  // namespace iflowsim
