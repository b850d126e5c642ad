#include "security/mapping/certificate_mappings.h"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include <openssl/evp.h>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Identifies and protects nothing: the API's clients know mappings by it.
std::string md5Hex(const std::string& bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) throw std::bad_alloc();
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += {kHex[digest[i] >> 4U], kHex[digest[i] & 15U]};
  return text;
}

}  // namespace

CertificateMapping makeMapping(std::string user, CertificatePtr certificate) {
  CertificateMapping mapping;
  mapping.id = toHex(certificate->fingerprint());
  mapping.api_id = md5Hex(certificate->der());
  mapping.user = std::move(user);
  mapping.certificate = std::move(certificate);
  return mapping;
}

CertificateMappings::CertificateMappings(std::vector<CertificateMapping> mappings) {
  mappings_.reserve(mappings.size());
  for (CertificateMapping& mapping : mappings) {
    if (!index_.try_emplace(mapping.certificate->fingerprint(), mappings_.size()).second) continue;
    bytes_ += mapping.certificate->pem().size();
    mappings_.push_back(std::move(mapping));
  }
}

const CertificateMapping* CertificateMappings::find(const Fingerprint& certificate) const {
  const auto found = index_.find(certificate);
  return found == index_.end() ? nullptr : &mappings_[found->second];
}

const CertificateMapping* CertificateMappings::findId(std::string_view id) const {
  const auto found = std::find_if(mappings_.begin(), mappings_.end(), [id](const CertificateMapping& mapping) {
    return equalsIgnoreCase(mapping.id, id) || equalsIgnoreCase(mapping.api_id, id);
  });
  return found == mappings_.end() ? nullptr : &*found;
}

}  // namespace iflowsim
