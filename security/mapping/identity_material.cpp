#include "security/mapping/identity_material.h"

#include <string_view>
#include <utility>

#include "runtime/base/file.h"
#include "runtime/base/quote.h"

namespace iflowsim {

namespace {

constexpr std::size_t kCertificateFile = std::size_t{1} << 20U;
constexpr std::string_view kPemBegin = "-----BEGIN CERTIFICATE";

bool isChain(std::string_view text) {
  const auto first = text.find(kPemBegin);
  return first != std::string_view::npos && text.find(kPemBegin, first + 1) != std::string_view::npos;
}

}  // namespace

std::optional<StoredPassword> readSecret(YamlReader& reader, const YAML::Node& parent, const std::string& what,
                                         SecretCodes codes) {
  const auto clear = reader.text(parent, "secret", what);
  const auto hash = reader.text(parent, "secret_hash", what);
  const YAML::Node place = clear ? parent["secret"] : hash ? parent["secret_hash"] : parent;
  if (clear.has_value() == hash.has_value()) {
    reader.error(codes.wrong, place, what + (clear ? " has both 'secret' and 'secret_hash'." : " has no secret."),
                 clear ? "Remove 'secret'." : "Add 'secret_hash'; 'iflowsim hash-password' makes it.");
    return std::nullopt;
  }
  if (clear) {
    reader.warning(codes.clear, place,
                   "the secret of " + what + " stands in clear text and counts on this machine only.",
                   "Replace the line by 'secret_hash: <hash>'; 'iflowsim hash-password' makes the hash.");
    return StoredPassword::fromClear(*clear);
  }
  auto stored = StoredPassword::fromHash(*hash);
  if (stored) return std::move(*stored);
  reader.error(codes.wrong, place, "the 'secret_hash' of " + what + " is no Argon2id hash.",
               "Make it with 'iflowsim hash-password'; the text begins with $argon2id$.");
  return std::nullopt;
}

CertificatePtr readCertificate(YamlReader& reader, const YAML::Node& parent, const std::string& what,
                               const char* code) {
  const auto given = reader.text(parent, "certificate", what);
  const YAML::Node place = given ? parent["certificate"] : parent;
  if (!given) {
    reader.error(code, place, what + " has no certificate.",
                 "Add 'certificate: <file, from the folder of this file>' or the PEM text.");
    return nullptr;
  }
  const bool is_pem = given->find("-----BEGIN") != std::string::npos;
  const auto bytes = is_pem ? given : readFile(reader.file().parent_path() / *given, kCertificateFile);
  if (!bytes) {
    reader.error(code, place, "the certificate of " + what + " cannot be read from " + inQuotes(*given) + '.',
                 "Check the path; it starts at the folder of this file.");
    return nullptr;
  }
  if (isChain(*bytes)) {
    reader.error(code, place, "the certificate of " + what + " is a chain of several.",
                 "Give the caller's own one only.");
    return nullptr;
  }
  auto read = Certificate::fromAnyForm(*bytes);
  if (read) return std::move(*read);
  reader.error(code, place, "the certificate of " + what + " cannot be used: " + read.error().text,
               "Give an X.509 certificate as PEM or DER.");
  return nullptr;
}

}  // namespace iflowsim
