#include "security/auth/password_verifier.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <semaphore>
#include <utility>

#include <sodium.h>

#include "security/auth/basic_credentials.h"

namespace iflowsim {

struct PasswordVerifier::Checks {
  explicit Checks(std::ptrdiff_t parallel) : slots(parallel) {}
  std::counting_semaphore<> slots;
};

/// A right to check one password, given back at the end of the scope.
class PasswordVerifier::CheckSlot {
 public:
  explicit CheckSlot(Checks& checks) : checks_(checks) { checks_.slots.acquire(); }
  ~CheckSlot() { checks_.slots.release(); }
  CheckSlot(const CheckSlot&) = delete;
  CheckSlot& operator=(const CheckSlot&) = delete;

 private:
  Checks& checks_;
};

std::size_t PasswordVerifier::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data() + sizeof hash, sizeof hash);
  return hash;
}

PasswordVerifier::PasswordVerifier(const Clock& clock, Options options)
    : clock_(clock),
      options_(options),
      users_(std::make_shared<UserDirectory>()),
      checks_(std::make_unique<Checks>(std::max<std::ptrdiff_t>(options.parallel_checks, 1))) {
  if (sodium_init() < 0) throw std::bad_alloc();
  randombytes_buf(key_.data(), key_.size());
}

PasswordVerifier::~PasswordVerifier() {
  sodium_memzero(key_.data(), key_.size());
}

void PasswordVerifier::setUsers(std::shared_ptr<const UserDirectory> users) {
  {
    const std::unique_lock lock(users_mutex_);
    if (users == users_) return;
    users_ = std::move(users);
  }
  // After the exchange: whoever verified against the old users holds an older generation.
  ++generation_;
  for (Shard& shard : shards_) {
    const std::unique_lock lock(shard.mutex);
    shard.entries.clear();
  }
}

VerifiedUser PasswordVerifier::remembered(std::string_view authorization) const {
  if (authorization.empty()) return nullptr;
  const Digest wanted = digest(authorization);
  const Shard& shard = shards_[shardOf(wanted)];
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.entries.find(wanted);
  if (found == shard.entries.end()) return nullptr;
  const Entry& entry = found->second;
  if (entry.generation != generation_.load() || entry.expires <= clock_.now()) return nullptr;
  return entry.user;
}

Result<VerifiedUser> PasswordVerifier::verify(std::string_view authorization) {
  const auto credentials = readBasicCredentials(authorization);
  if (!credentials) {
    return failure("AUTH-002",
                   "The request has no user and password. Send 'Authorization: Basic <base64 of user:password>'.");
  }
  const CheckSlot slot(*checks_);
  // Many requests with the same header arrive at once when a client starts: the first one pays.
  if (VerifiedUser known = remembered(authorization)) return known;

  const std::uint64_t generation = generation_.load();
  const auto users = this->users();
  const User* user = users->find(credentials->user);
  const bool right = (user == nullptr ? StoredPassword() : user->password).matches(credentials->password);
  if (!right) return failure("AUTH-001", "The user is unknown or the password is wrong.");

  VerifiedUser verified(users, user);
  remember(digest(authorization), {verified, generation, clock_.now() + options_.remember_for});
  return verified;
}

static_assert(crypto_shorthash_siphashx24_BYTES == 16 && crypto_shorthash_siphashx24_KEYBYTES == 16);

PasswordVerifier::Digest PasswordVerifier::digest(std::string_view authorization) const {
  Digest result;
  crypto_shorthash_siphashx24(result.data(), reinterpret_cast<const unsigned char*>(authorization.data()),
                              authorization.size(), key_.data());
  return result;
}

void PasswordVerifier::remember(const Digest& digest, Entry entry) {
  Shard& shard = shards_[shardOf(digest)];
  const std::size_t room = std::max<std::size_t>(options_.capacity / shards_.size(), 1);
  const TimePoint now = clock_.now();
  const std::unique_lock lock(shard.mutex);
  if (shard.entries.size() >= room) {
    std::erase_if(shard.entries, [now](const auto& item) { return item.second.expires <= now; });
  }
  while (shard.entries.size() >= room) shard.entries.erase(shard.entries.begin());
  shard.entries.insert_or_assign(digest, std::move(entry));
}

std::shared_ptr<const UserDirectory> PasswordVerifier::users() const {
  const std::shared_lock lock(users_mutex_);
  return users_;
}

}  // namespace iflowsim
