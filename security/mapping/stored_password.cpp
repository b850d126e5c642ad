#include "security/mapping/stored_password.h"

#include <array>
#include <new>

#include <sodium.h>

namespace iflowsim {

namespace {

unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string keyedHash(std::string_view text, std::string_view key) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(bytes(hash), hash.size(), bytes(text), text.size(), bytes(key), key.size());
  return hash;
}

/// Costs what checking an Argon2id hash costs, and tells nothing.
void spendOneHash(std::string_view candidate) {
  constexpr std::array<unsigned char, crypto_pwhash_SALTBYTES> kSalt{};
  std::array<unsigned char, 32> ignored{};
  if (crypto_pwhash(ignored.data(), ignored.size(), candidate.data(), candidate.size(), kSalt.data(),
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
}

}  // namespace

std::string hashPassword(std::string_view clear) {
  if (sodium_init() < 0) throw std::bad_alloc();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), clear.data(), clear.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    throw std::bad_alloc();
  }
  return hash.data();
}

StoredPassword::StoredPassword() {
  if (sodium_init() < 0) throw std::bad_alloc();
}

Result<StoredPassword> StoredPassword::fromHash(const std::string& hash) {
  StoredPassword password;
  const bool argon2id = hash.starts_with(crypto_pwhash_argon2id_STRPREFIX) && hash.size() < crypto_pwhash_STRBYTES;
  if (!argon2id || crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                  crypto_pwhash_MEMLIMIT_INTERACTIVE) < 0) {
    return failure("PASSWORD-001", "The text is no Argon2id hash.");
  }
  password.argon2_ = hash;
  return password;
}

StoredPassword StoredPassword::fromClear(std::string_view clear) {
  StoredPassword password;
  password.key_.assign(crypto_generichash_KEYBYTES, '\0');
  randombytes_buf(password.key_.data(), password.key_.size());
  password.keyed_hash_ = keyedHash(clear, password.key_);
  return password;
}

bool StoredPassword::matches(std::string_view candidate) const {
  if (!argon2_.empty()) return crypto_pwhash_str_verify(argon2_.c_str(), candidate.data(), candidate.size()) == 0;
  spendOneHash(candidate);
  if (keyed_hash_.empty()) return false;
  const std::string hash = keyedHash(candidate, key_);
  return sodium_memcmp(hash.data(), keyed_hash_.data(), hash.size()) == 0;
}

}  // namespace iflowsim
