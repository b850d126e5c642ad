#pragma once

#include <string>

#include "runtime/base/result.h"

namespace iflowsim {

/// The certificate in a file (PEM, DER or base64) as PEM. `CERT-001` when there is none.
Result<std::string> readCertificateFile(const std::string& file);

}  // namespace iflowsim
