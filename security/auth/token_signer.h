#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// Signs and verifies JSON Web Tokens with RS256 (RSA PKCS#1 v1.5, SHA-256) and an RSA key of the tenant. Immutable,
/// thread-safe. Source: RFC 7515, RFC 7519.
class TokenSigner {
 public:
  /// Takes the key of the file, or makes one of 2048 bits when there is none. `TOKEN-001`.
  static Result<std::unique_ptr<TokenSigner>> open(const std::filesystem::path& key_file);
  ~TokenSigner();

  /// The compact form of a token with these claims, a JSON object.
  Result<std::string> sign(const std::string& claims) const;

  /// A short text that only this key makes of a secret, in hexadecimal digits; it tells nothing of the secret.
  std::string sealOf(std::string_view secret) const;

  /// The claims of a token that this key signed: exactly three parts, a header that asks for RS256 and for nothing that
  /// would have to be understood, and a right signature. What the header says about keys is not listened to.
  /// `TOKEN-010` malformed or another algorithm, `TOKEN-011` wrong signature.
  Result<std::string> verify(std::string_view token) const;

 private:
  struct Key;
  explicit TokenSigner(std::unique_ptr<Key> key);

  std::unique_ptr<Key> key_;
  /// The header of its tokens, encoded.
  std::string header_;
};

/// The bytes of base64url without padding; nothing for any other text, also for one with bits that no byte has.
bool decodeBase64Url(std::string_view text, std::string& bytes);

}  // namespace iflowsim
