#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"

namespace iflowsim {

enum class KeyKind { EcP256, Rsa2048 };

/// Attributes of a distinguished name in the order they are written into the certificate, the most general first:
/// `{{"C", "DE"}, {"O", "Company"}, {"CN", "alice"}}`, which reads `CN=alice, O=Company, C=DE`.
using NameAttributes = std::vector<std::pair<std::string, std::string>>;

/// What a certificate is to say.
struct CertificateWish {
  NameAttributes subject;
  KeyKind key = KeyKind::EcP256;
  TimePoint not_before;
  TimePoint not_after;
  /// Subject alternative names in OpenSSL's form: `DNS:localhost`, `IP:::1`.
  std::vector<std::string> alternative_names;
  /// Short names as OpenSSL knows them: `clientAuth`, `serverAuth`. None: the certificate has no such extension.
  std::vector<std::string> extended_key_usages;
  /// May issue certificates, for chains with at most `path_length` authorities below it.
  bool authority = false;
  std::optional<int> path_length;
};

/// A certificate and its private key, each as PEM; the key is PKCS#8 and not encrypted.
struct CertifiedKey {
  std::string certificate;
  std::string key;
};

/// Makes a key and a version 3 certificate with a random serial number and identifiers of the subject's and the
/// issuer's key, signed with SHA-256. Without an issuer it signs itself. `MATERIAL-002` when OpenSSL fails, which is so
/// for names, times and usages that have no form in a certificate; the text says what it could not do.
Result<CertifiedKey> makeCertificate(const CertificateWish& wish, const CertifiedKey* issuer = nullptr);

/// A PKCS#12 file with the key, its certificate and the certificates of `chain` (PEM, may be empty), under a name and
/// behind a password. `MATERIAL-002`.
Result<std::string> toPkcs12(const CertifiedKey& own, const std::string& chain, const std::string& name,
                             const std::string& password);

}  // namespace iflowsim
