#pragma once

#include <filesystem>
#include <string>

namespace iflowsim::testing {

/// A self-signed server certificate with its key, made anew for a test.
struct TestCertificate {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

/// Writes `<name>.pem` and `<name>.key` into the folder. `subject_alternatives` is in OpenSSL's form,
/// `IP:127.0.0.1,DNS:localhost`; `valid_days` below zero makes an expired one.
TestCertificate makeTestCertificate(const std::filesystem::path& folder, const std::string& name,
                                    const std::string& subject_alternatives, int valid_days = 1);

}  // namespace iflowsim::testing
