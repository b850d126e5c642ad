#pragma once

#include <optional>
#include <string>

#include "runtime/yaml/yaml_reader.h"
#include "security/mapping/stored_password.h"
#include "security/material/certificate.h"

/// Secrets and certificates as the tenant's identity files hold them.
namespace iflowsim {

/// Numbers of findings in the area of the file.
struct SecretCodes {
  const char* wrong;
  /// Of the warning that it stands in clear text.
  const char* clear;
};

/// From `secret` or `secret_hash`; nothing, with an error, when there is not one of them that can be used.
std::optional<StoredPassword> readSecret(YamlReader& reader, const YAML::Node& parent, const std::string& what,
                                         SecretCodes codes);

/// From `certificate`: a PEM text, or the path of a file in any form of certificate, which starts at the folder of the
/// reader's file. Null, with the error `code`, when there is none.
CertificatePtr readCertificate(YamlReader& reader, const YAML::Node& parent, const std::string& what, const char* code);

}  // namespace iflowsim
