#include "security/mapping/identity_testkit.h"

#include <stdexcept>

namespace iflowsim::testing {

namespace {

CertifiedKey made(const CertificateWish& wish, const CertifiedKey* issuer) {
  auto result = makeCertificate(wish, issuer);
  if (!result) throw std::runtime_error(result.error().text);
  return std::move(*result);
}

}  // namespace

TimePoint newYear() {
  return TimePoint{std::chrono::seconds{1'704'067'200}};
}

std::string clientPem(const std::string& name, int day, const std::string& issuer) {
  const TimePoint start = newYear() + std::chrono::days(day);
  const TimePoint end = start + std::chrono::days(365);
  const CertifiedKey authority =
      made({.subject = {{"CN", issuer}}, .not_before = newYear(), .not_after = end, .authority = true}, nullptr);
  return made({.subject = {{"O", "Partner"}, {"CN", name}},
               .not_before = start,
               .not_after = end,
               .extended_key_usages = {"clientAuth"}},
              &authority)
      .certificate;
}

CertificatePtr clientCertificate(const std::string& name, int day, const std::string& issuer) {
  auto certificate = Certificate::fromPem(clientPem(name, day, issuer));
  if (!certificate) throw std::runtime_error(certificate.error().text);
  return *certificate;
}

}  // namespace iflowsim::testing
