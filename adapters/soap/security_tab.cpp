#include "adapters/soap/security_tab.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "runtime/base/text.h"

namespace iflowsim {

std::string lettersOf(std::string_view text) {
  std::string kept;
  for (const char c : toLower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

ChannelText SecurityTab::alias(const char* name, const std::string& words) {
  if (trim(property(name)).empty())
    error(findings_.missing_alias, words + " is empty.", findings_.missing_alias_remedy);
  return compileChannelText(build_, channel_, property(name), good_);
}

SignatureAlgorithm SecurityTab::algorithm(const char* name) {
  constexpr std::array kNames{std::pair("SHA1", SignatureAlgorithm::Sha1),
                              std::pair("SHA256", SignatureAlgorithm::Sha256),
                              std::pair("SHA512", SignatureAlgorithm::Sha512)};
  const std::string_view text = trim(property(name));
  for (const auto& [known, algorithm] : kNames) {
    if (equalsIgnoreCase(text, known)) return algorithm;
  }
  if (!text.empty()) refuseValue(name, "Signature Algorithm", "SHA1, SHA256 or SHA512");
  return SignatureAlgorithm::Sha1;
}

std::string SecurityTab::suite(const std::string& words, bool used) {
  constexpr const char* kName = "AlgorithmSuiteAssertion";
  std::string suite(trim(property(kName)));
  const std::vector<std::string>& known = algorithmSuites();
  const bool fits = suite.empty() || std::find(known.begin(), known.end(), suite) != known.end();
  if (used && !fits) refuseValue(kName, words, "one of " + join(known, ", "));
  return suite;
}

void SecurityTab::refuseValue(const char* name, const std::string& words, const std::string& choices) {
  error(findings_.unknown_value, words + " is '" + property(name) + "', which is not known.",
        "Choose " + choices + '.');
}

void SecurityTab::error(const std::string& code, const std::string& message, const std::string& remedy) {
  build_.report(Severity::Error, code, channel_, message, remedy);
  good_ = false;
}

}  // namespace iflowsim
