#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/clock.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// One certificate that stands for a user. The whole certificate counts, so a renewed one needs a mapping of its own.
/// Source: runtime-behaviour 1.4, management-api 6.6.
struct CertificateMapping {
  /// SHA-256 of the DER bytes, 64 lower-case hexadecimal digits.
  std::string id;
  /// What the management API calls its `Id`: MD5 of the DER bytes, 32 lower-case hexadecimal digits.
  std::string api_id;
  std::string user;
  CertificatePtr certificate;
  /// The tenant's file it stands in; empty when it was entered at run time.
  std::string origin;
  std::string created_by;
  TimePoint created_at;
  std::string last_modified_by;
  TimePoint last_modified_at;
};

/// A mapping with both ids filled in from the certificate, which must not be null.
CertificateMapping makeMapping(std::string user, CertificatePtr certificate);

/// The certificate-to-user mappings of a tenant at one moment. Immutable, thread-safe.
class CertificateMappings {
 public:
  /// None.
  CertificateMappings() = default;
  /// Of two mappings of one certificate the first stays.
  explicit CertificateMappings(std::vector<CertificateMapping> mappings);

  /// The mapping of exactly that certificate; null when there is none. Valid as long as this object. One look into a
  /// hash table.
  const CertificateMapping* find(const Fingerprint& certificate) const;
  /// By either of its ids, compared without regard to case.
  const CertificateMapping* findId(std::string_view id) const;
  /// In the order they were given.
  const std::vector<CertificateMapping>& all() const { return mappings_; }
  std::size_t size() const { return mappings_.size(); }
  /// Bytes of all certificates as PEM, what the product's limit of 2 MB counts.
  std::size_t bytes() const { return bytes_; }

 private:
  std::vector<CertificateMapping> mappings_;
  std::unordered_map<Fingerprint, std::size_t, FingerprintHash> index_;
  std::size_t bytes_ = 0;
};

}  // namespace iflowsim
