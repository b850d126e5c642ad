#include "security/auth/token_signer.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "security/material/openssl_ownership.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

constexpr int kKeyBits = 2048;
constexpr std::size_t kLongestToken = 16U << 10U;

const unsigned char* bytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

tl::unexpected<Error> keyFailure(const std::filesystem::path& file, const std::string& what) {
  return failure("TOKEN-001", "The key that signs tokens, '" + file.string() + "': " + what);
}

Result<PrivateKey> readKey(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return keyFailure(file, "it cannot be read. Make it readable for this user.");
  const std::string pem = text.str();
  ERR_clear_error();
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  PrivateKey key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < kKeyBits) {
    return keyFailure(file, "it is no RSA key of at least 2048 bits in PEM form. Remove it to have one made.");
  }
  return key;
}

Result<PrivateKey> makeKey(const std::filesystem::path& file) {
  PrivateKey key(EVP_RSA_gen(kKeyBits));
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!key || !memory ||
      PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return keyFailure(file, "OpenSSL could not make it. Check the OpenSSL configuration of this machine.");
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  const std::string pem(data, static_cast<std::size_t>(size));
  auto written = makePrivateFolder(file.parent_path());
  if (written) written = writeWholeFile(file, pem, FileReader::OwnerOnly);
  if (!written) return keyFailure(file, written.error().text);
  return key;
}

/// The header must ask for RS256 and for no extension (RFC 7515, 4.1.11).
bool isOurHeader(const std::string& json) {
  const auto header = nlohmann::json::parse(json, nullptr, false);
  if (!header.is_object() || header.contains("crit")) return false;
  const auto algorithm = header.find("alg");
  return algorithm != header.end() && algorithm->is_string() && algorithm->get<std::string>() == "RS256";
}

}  // namespace

struct TokenSigner::Key {
  explicit Key(PrivateKey given) : rsa(std::move(given)) {
    unsigned char* der = nullptr;
    const int size = i2d_PrivateKey(rsa.get(), &der);
    if (size <= 0) throw std::bad_alloc();
    crypto_generichash(seal.data(), seal.size(), der, static_cast<unsigned long long>(size), nullptr, 0);
    OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  }

  PrivateKey rsa;
  /// The key of seals.
  std::array<unsigned char, crypto_generichash_KEYBYTES> seal{};
};

TokenSigner::TokenSigner(std::unique_ptr<Key> key)
    : key_(std::move(key)), header_(base64UrlEncode(R"({"alg":"RS256","typ":"JWT"})")) {}

TokenSigner::~TokenSigner() = default;

Result<std::unique_ptr<TokenSigner>> TokenSigner::open(const std::filesystem::path& key_file) {
  std::error_code error;
  const bool exists = std::filesystem::exists(key_file, error);
  if (error) return keyFailure(key_file, error.message() + ". Make its folder readable for this user.");
  auto key = exists ? readKey(key_file) : makeKey(key_file);
  if (!key) return tl::unexpected<Error>(std::move(key.error()));
  return std::unique_ptr<TokenSigner>(new TokenSigner(std::make_unique<Key>(std::move(*key))));
}

Result<std::string> TokenSigner::sign(const std::string& claims) const {
  const std::string signed_part = header_ + '.' + base64UrlEncode(claims);
  const Context context(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_->rsa.get())), '\0');
  std::size_t size = signature.size();
  const bool done = context &&
                    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->rsa.get()) == 1 &&
                    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                   bytesOf(signed_part), signed_part.size()) == 1;
  if (!done) {
    ERR_clear_error();
    return failure("TOKEN-002", "OpenSSL could not sign a token. Check the OpenSSL configuration of this machine.");
  }
  signature.resize(size);
  return signed_part + '.' + base64UrlEncode(signature);
}

std::string TokenSigner::sealOf(std::string_view secret) const {
  constexpr std::size_t kSize = 16;
  std::array<unsigned char, kSize> seal{};
  crypto_generichash(seal.data(), seal.size(), bytesOf(secret), secret.size(), key_->seal.data(), key_->seal.size());
  std::array<char, 2 * kSize + 1> digits{};
  return sodium_bin2hex(digits.data(), digits.size(), seal.data(), seal.size());
}

Result<std::string> TokenSigner::verify(std::string_view token) const {
  const auto malformed = [](const char* what) {
    return failure("TOKEN-010", std::string("The bearer token is no JWT of this tenant: ") + what +
                                    ". Fetch a token at the token endpoint.");
  };
  if (token.size() > kLongestToken) return malformed("it is longer than 16 KB");
  const auto parts = split(token, '.');
  if (parts.size() != 3) return malformed("it does not have three parts");
  std::string header;
  std::string claims;
  std::string signature;
  if (!decodeBase64Url(parts[0], header) || !decodeBase64Url(parts[1], claims) ||
      !decodeBase64Url(parts[2], signature)) {
    return malformed("a part is not base64url");
  }
  if (!isOurHeader(header)) return malformed("its header does not ask for RS256, or asks for more");
  const std::string_view signed_part = token.substr(0, parts[0].size() + 1 + parts[1].size());
  const Context context(EVP_MD_CTX_new());
  const bool right =
      context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->rsa.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytesOf(signature), signature.size(), bytesOf(signed_part), signed_part.size()) ==
          1;
  if (right) return claims;
  ERR_clear_error();
  return failure("TOKEN-011",
                 "The signature of the bearer token is wrong: another tenant made it, or somebody changed it. Fetch a "
                 "token at the token endpoint.");
}

bool decodeBase64Url(std::string_view text, std::string& bytes) {
  bytes.assign(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const bool decoded =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
      end == text.data() + text.size();
  bytes.resize(decoded ? size : 0);
  // One text for each value: what is left over of the last letter must be zero.
  return decoded && base64UrlEncode(bytes) == text;
}

}  // namespace iflowsim
