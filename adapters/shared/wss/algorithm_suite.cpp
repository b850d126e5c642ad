#include "adapters/shared/wss/algorithm_suite.h"

#include <algorithm>
#include <array>
#include <utility>

#include <xmlsec/crypto.h>

#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"

namespace iflowsim {

const std::vector<std::string>& algorithmSuites() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const char* cipher : {"Basic256", "Basic192", "Basic128", "TripleDes"}) {
      for (const char* variant : {"", "Rsa15", "Sha256", "Sha256Rsa15"}) {
        names.push_back(std::string(cipher) + variant);
      }
    }
    return names;
  }();
  return kNames;
}

namespace wss {

namespace {

/// Made at the first use, when xmlsec has started.
const std::array<std::pair<std::string_view, ContentCipher>, 4>& ciphers() {
  constexpr std::size_t kBits128 = 16;
  constexpr std::size_t kBits192 = 24;
  constexpr std::size_t kBits256 = 32;
  static const std::array<std::pair<std::string_view, ContentCipher>, 4> kCiphers = {{
      {"http://www.w3.org/2001/04/xmlenc#aes256-cbc", {xmlSecTransformAes256CbcId, xmlSecKeyDataAesId, kBits256}},
      {"http://www.w3.org/2001/04/xmlenc#aes192-cbc", {xmlSecTransformAes192CbcId, xmlSecKeyDataAesId, kBits192}},
      {"http://www.w3.org/2001/04/xmlenc#aes128-cbc", {xmlSecTransformAes128CbcId, xmlSecKeyDataAesId, kBits128}},
      {"http://www.w3.org/2001/04/xmlenc#tripledes-cbc", {xmlSecTransformDes3CbcId, xmlSecKeyDataDesId, kBits192}},
  }};
  return kCiphers;
}

template <std::size_t Count>
bool isOneOf(std::string_view name, const std::array<std::string_view, Count>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Suite suiteNamed(const std::string& name) {
  startXmlsec();
  const std::string suite = name.empty() ? "Basic256" : name;
  const auto& known = algorithmSuites();
  const auto found = std::find(known.begin(), known.end(), suite);
  if (found == known.end()) {
    throw FlowError("java.lang.IllegalArgumentException",
                    "The algorithm suite '" + suite + "' is not supported. Use one of " + join(known, ", ") + ".");
  }
  constexpr std::size_t kVariants = 4;
  const auto cipher = static_cast<std::size_t>(found - known.begin()) / kVariants;
  return {.cipher = ciphers().at(cipher).second,
          .rsa15 = suite.ends_with("Rsa15"),
          .sha256 = suite.find("Sha256") != std::string::npos};
}

const ContentCipher* cipherOf(std::string_view algorithm) {
  for (const auto& [name, cipher] : ciphers()) {
    if (name == algorithm) return &cipher;
  }
  return nullptr;
}

xmlSecTransformId signatureTransform(SignatureAlgorithm algorithm) {
  if (algorithm == SignatureAlgorithm::Sha512) return xmlSecTransformRsaSha512Id;
  if (algorithm == SignatureAlgorithm::Sha256) return xmlSecTransformRsaSha256Id;
  return xmlSecTransformRsaSha1Id;
}

xmlSecTransformId digestTransform(SignatureAlgorithm algorithm, const Suite& suite) {
  if (algorithm == SignatureAlgorithm::Sha512) return xmlSecTransformSha512Id;
  if (algorithm == SignatureAlgorithm::Sha256 || suite.sha256) return xmlSecTransformSha256Id;
  return xmlSecTransformSha1Id;
}

bool isDigest(std::string_view algorithm) {
  static constexpr std::array<std::string_view, 3> kDigests = {"http://www.w3.org/2000/09/xmldsig#sha1",
                                                               "http://www.w3.org/2001/04/xmlenc#sha256",
                                                               "http://www.w3.org/2001/04/xmlenc#sha512"};
  return isOneOf(algorithm, kDigests);
}

bool isSignatureMethod(std::string_view algorithm) {
  static constexpr std::array<std::string_view, 3> kMethods = {"http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                                                               "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                                               "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"};
  return isOneOf(algorithm, kMethods);
}

}  // namespace wss

}  // namespace iflowsim
