#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "security/mapping/certificate_mappings.h"

namespace iflowsim {

/// What a mappings file came to.
struct CertificateMappingsFile {
  /// Those that are in order.
  std::vector<CertificateMapping> mappings;
  /// With errors among them the caller should keep the mappings he had.
  Diagnostics findings;
};

/// How many certificates may be mapped. Source: runtime-behaviour 1.4.
struct MappingLimits {
  std::size_t count = 2000;
  std::size_t bytes = std::size_t{2} << 20U;
};

/// Reads the tenant's `security/certificate-mappings.yaml`:
///
///     mappings:
///       - user: partner
///         certificate: partner.pem      # from this file's folder; or the PEM text
///
/// A file that is absent has no mappings. Codes `MAPPINGS-001` to `MAPPINGS-008`.
CertificateMappingsFile readMappingsFile(const std::filesystem::path& file, const MappingLimits& limits = {});

/// Why nobody can be mapped to a user of that name; empty when somebody can.
std::string problemOfMappedUser(std::string_view name);

}  // namespace iflowsim
