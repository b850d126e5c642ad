#include "app/verbs/certificate_file.h"

#include <fstream>
#include <iterator>

#include "security/material/certificate.h"

namespace iflowsim {

Result<std::string> readCertificateFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return failure("CERT-001", file + " cannot be read. Name the file of a client certificate.");
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  const auto certificate = Certificate::fromAnyForm(bytes);
  if (!certificate) return failure("CERT-001", file + ": " + certificate.error().text);
  return (*certificate)->pem();
}

}  // namespace iflowsim
