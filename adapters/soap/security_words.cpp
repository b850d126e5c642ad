#include "adapters/soap/security_words.h"

#include <array>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

std::string lettersOf(std::string_view text) {
  std::string kept;
  for (const char c : toLower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

bool isSwitchedOn(std::string_view text) {
  return trim(text) == "1" || equalsIgnoreCase(trim(text), "true");
}

std::optional<SignatureAlgorithm> signatureAlgorithm(std::string_view text) {
  constexpr std::array kNames{std::pair("SHA1", SignatureAlgorithm::Sha1),
                              std::pair("SHA256", SignatureAlgorithm::Sha256),
                              std::pair("SHA512", SignatureAlgorithm::Sha512)};
  if (trim(text).empty()) return SignatureAlgorithm::Sha1;
  for (const auto& [name, algorithm] : kNames) {
    if (equalsIgnoreCase(trim(text), name)) return algorithm;
  }
  return std::nullopt;
}

}  // namespace iflowsim
