#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "security/material/certificate.h"

namespace iflowsim {

/// The certification authorities that the load balancer supports: roots only, so a caller has to send its
/// intermediates. Source: runtime-behaviour 1.1 (3).
struct TrustedRoots {
  std::vector<CertificatePtr> roots;
  /// A sentence for each file, or certificate of a file, that was passed over: which, why, what to do.
  std::vector<std::string> ignored;
};

/// Reads `*.pem`, `*.crt` and `*.cer` (PEM, several to a file, or DER) of folders, and files that are named themselves.
/// What is no self-signed certificate of an authority is ignored. What is not there trusts nobody.
TrustedRoots readTrustedRoots(const std::vector<std::filesystem::path>& places);

}  // namespace iflowsim
