#pragma once

#include <string>

#include "security/material/certificate.h"
#include "security/material/certificate_maker.h"

namespace iflowsim::testing {

/// 2024-01-01, the time of ManualClock.
TimePoint newYear();

/// A client certificate `CN=<name>, O=Partner` that is valid for a year from the given day of 2024, issued by
/// `CN=<issuer>`; a new one with every call. The PEM text, or read.
std::string clientPem(const std::string& name, int day = 0, const std::string& issuer = "Test CA");
CertificatePtr clientCertificate(const std::string& name, int day = 0, const std::string& issuer = "Test CA");

/// The first finding as text; empty when there are none.
template <typename File>
std::string firstFinding(const File& file) {
  return file.findings.empty() ? std::string() : file.findings.items().front().toText();
}

}  // namespace iflowsim::testing
