#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// A private key with its certificates, or certificates alone.
struct KeyMaterial {
  /// PEM, PKCS#8, not encrypted; empty: no key.
  std::string private_key;
  /// With a key: its certificate first. Not empty.
  std::vector<CertificatePtr> certificates;
};

/// Reads PEM text: at most one private key, of any form that OpenSSL knows, and certificates in any order. The password
/// opens an encrypted key. `KEYSTORE-002` for certificates that are damaged or missing, `KEYSTORE-003` for a key that
/// cannot be read or opened, `KEYSTORE-004` for a key whose certificate is not there. Texts lack the file.
Result<KeyMaterial> readPemMaterial(std::string_view text, const std::optional<std::string>& password);

/// Reads a PKCS#12 file with at most one key; without password the empty one is tried. The same errors.
Result<KeyMaterial> readPkcs12Material(std::string_view bytes, const std::optional<std::string>& password);

}  // namespace iflowsim
