#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// SHA-256 of a certificate's DER bytes: what tells two certificates apart.
using Fingerprint = std::array<unsigned char, 32>;

/// Hash of a fingerprint for tables; its bytes are random already.
struct FingerprintHash {
  std::size_t operator()(const Fingerprint& fingerprint) const;
};

/// 64 lower-case hexadecimal digits.
std::string toHex(const Fingerprint& fingerprint);

/// An X.509 certificate, read once. Immutable, shared, thread-safe.
class Certificate {
 public:
  /// `CERT-001` when the bytes are no certificate, or one with fields that cannot be shown as text (a NUL in a name).
  static Result<std::shared_ptr<const Certificate>> fromDer(std::string_view der);
  /// The first certificate of a PEM text. `CERT-001`.
  static Result<std::shared_ptr<const Certificate>> fromPem(std::string_view pem);
  /// All certificates of a PEM text in order; at least one. `CERT-001`.
  static Result<std::vector<std::shared_ptr<const Certificate>>> chainFromPem(std::string_view pem);
  /// From what people paste and proxies send: PEM, PEM with its line ends lost or percent-encoded, base64 of DER,
  /// base64 of PEM, or DER. `CERT-001`.
  static Result<std::shared_ptr<const Certificate>> fromAnyForm(std::string_view text);

  const std::string& der() const { return der_; }
  /// Base64 of the DER bytes in one line.
  const std::string& base64() const { return base64_; }
  std::string pem() const;
  const Fingerprint& fingerprint() const { return fingerprint_; }
  /// RFC 4514 with a blank after each comma, most specific part first: `CN=alice, O=Company, C=DE`.
  const std::string& subject() const { return subject_; }
  const std::string& issuer() const { return issuer_; }
  /// Upper-case hexadecimal digits.
  const std::string& serial() const { return serial_; }
  TimePoint notBefore() const { return not_before_; }
  TimePoint notAfter() const { return not_after_; }
  bool isValidAt(TimePoint time) const { return time >= not_before_ && time <= not_after_; }
  /// Whether it names TLS client authentication (1.3.6.1.5.5.7.3.2) as one of its extended key usages; without that
  /// extension: no.
  bool allowsClientAuthentication() const { return client_authentication_; }
  /// Extended key usages as short names or object identifiers.
  const std::vector<std::string>& extendedKeyUsages() const { return extended_key_usages_; }
  /// Subject and issuer are one name.
  bool isSelfIssued() const { return self_issued_; }
  /// Basic constraints say that it may issue certificates.
  bool isAuthority() const { return authority_; }

 private:
  Certificate() = default;
  friend class CertificateReader;

  std::string der_;
  std::string base64_;
  Fingerprint fingerprint_{};
  std::string subject_;
  std::string issuer_;
  std::string serial_;
  TimePoint not_before_;
  TimePoint not_after_;
  std::vector<std::string> extended_key_usages_;
  bool client_authentication_ = false;
  bool self_issued_ = false;
  bool authority_ = false;
};

using CertificatePtr = std::shared_ptr<const Certificate>;

}  // namespace iflowsim
