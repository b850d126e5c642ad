#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lab/certs/client_kinds.h"
#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// The password of the PKCS#12 files; no secret, for they protect nothing but training keys.
inline constexpr const char* kTrainingPassword = "iflowsim";

/// A client certificate as it lies in the lab.
struct LabClient {
  const ClientKind* kind = nullptr;
  /// Never null.
  CertificatePtr certificate;
  /// Whether this call made it.
  bool made = false;
  /// It is no longer (or not yet) what its kind says, because the time of the tenant moved on.
  bool stale = false;
};

/// What lies in `<tenant>/certs` after a call of `makeCertificateLab`.
struct CertificateLab {
  /// The tenant's folder.
  std::filesystem::path tenant;
  CertificatePtr root;
  CertificatePtr intermediate;
  CertificatePtr other_root;
  CertificatePtr server;
  std::vector<LabClient> clients;
  /// Whether the authorities were made by this call, and with them everything else.
  bool is_new = false;
};

struct LabOptions {
  /// The tenant's time, which decides what is expired.
  TimePoint now;
  /// The time of those who call the server and check its certificate by their own clock.
  TimePoint callers_now;
  /// Makes everything anew instead of keeping what is there.
  bool renew = false;
  KeyKind key = KeyKind::EcP256;
};

/// Makes a training authority with an intermediate, a second root, a server certificate and a client certificate of
/// every kind below `<tenant>/certs`, and puts the training root (and no other certificate) into
/// `<tenant>/security/trusted-cas`:
///
///     certs/.gitignore                                       keeps the keys out of version control
///     certs/authorities/{root,intermediate,other-root}.{pem,key}
///     certs/server/server.{pem,crt,key,p12}
///     certs/clients/<kind>.{pem,crt,key,p12}                 .pem as it is sent, .crt the certificate alone
///
/// What is there is kept, unless its authority is new. Folders can be entered and keys read by their owner only.
/// `LAB-001` when there is no such tenant folder, `MATERIAL-001` for files that cannot be read or written,
/// `MATERIAL-002` when OpenSSL fails.
Result<CertificateLab> makeCertificateLab(const std::filesystem::path& tenant, const LabOptions& options);

}  // namespace iflowsim
