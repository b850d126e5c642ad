#pragma once

#include <filesystem>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// The tenant's own certificate authority ("iflowsim local CA", EC P-256, ten years) and the server certificate it
/// issued for localhost, 127.0.0.1 and ::1 (397 days), kept as PEM files in one directory that only its owner can read.
/// Whoever trusts the authority's certificate trusts the server. Immutable; may be read from any thread.
class CertificateAuthority {
 public:
  /// Takes the files of the directory, which is made when missing. Files that are missing, unreadable as PEM, expired
  /// or do not belong together are made anew; a server certificate already 30 days before its end. `MATERIAL-001` when
  /// directory or files cannot be read or written, `MATERIAL-002` when OpenSSL fails to make a key or certificate.
  static Result<CertificateAuthority> open(const std::filesystem::path& directory, const Clock& clock);

  /// What callers have to trust.
  std::filesystem::path certificate() const { return directory_ / "ca.pem"; }
  std::filesystem::path key() const { return directory_ / "ca.key"; }
  /// The server's certificate followed by the authority's.
  std::filesystem::path serverChain() const { return directory_ / "server.pem"; }
  std::filesystem::path serverKey() const { return directory_ / "server.key"; }
  /// Whether this call made the authority, so that trust in an earlier one is void.
  bool isNew() const { return is_new_; }

 private:
  CertificateAuthority(std::filesystem::path directory, bool is_new)
      : directory_(std::move(directory)), is_new_(is_new) {}

  std::filesystem::path directory_;
  bool is_new_ = false;
};

}  // namespace iflowsim
