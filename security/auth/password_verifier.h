#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "security/mapping/user_directory.h"

namespace iflowsim {

/// A verified user; keeps the directory he was found in alive.
using VerifiedUser = std::shared_ptr<const User>;

/// Says who sent an Authorization header of scheme Basic. Thread-safe.
///
/// A password costs tens of milliseconds and 64 MiB to check, so a header that was right is remembered for a short time
/// under a hash keyed with a random key of this object. Any change of the users forgets everything. Wrong headers are
/// never remembered; how many are checked at a time is bounded.
class PasswordVerifier {
 public:
  struct Options {
    std::chrono::milliseconds remember_for = std::chrono::minutes(5);
    /// Headers remembered at most; beyond, some are forgotten early.
    std::size_t capacity = 4096;
    /// Passwords checked at the same time; further callers of `verify` wait.
    std::ptrdiff_t parallel_checks = 2;
  };

  /// The clock must outlive it.
  PasswordVerifier(const Clock& clock, Options options);
  ~PasswordVerifier();

  /// Takes effect at once: the next `remembered` forgets who was verified against the users before. The same directory
  /// again is no change.
  void setUsers(std::shared_ptr<const UserDirectory> users);

  /// The user of a header verified before, or null. Takes well below a microsecond: for the reactor's thread.
  VerifiedUser remembered(std::string_view authorization) const;

  /// Checks the header, and remembers it when it is right. Slow: for a worker's thread. `AUTH-001` for a wrong password
  /// and an unknown user alike, `AUTH-002` for a header without user and password.
  Result<VerifiedUser> verify(std::string_view authorization);

 private:
  /// 128 bits of SipHash under a secret key: nobody can aim at them, and they cost a tenth of a longer hash.
  using Digest = std::array<unsigned char, 16>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };
  struct Entry {
    VerifiedUser user;
    std::uint64_t generation = 0;
    TimePoint expires;
  };
  /// One part of what is remembered, so that threads seldom meet at a lock.
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<Digest, Entry, DigestHash> entries;
  };
  class CheckSlot;

  Digest digest(std::string_view authorization) const;
  std::size_t shardOf(const Digest& digest) const { return digest[0] % shards_.size(); }
  void remember(const Digest& digest, Entry entry);
  std::shared_ptr<const UserDirectory> users() const;

  const Clock& clock_;
  const Options options_;
  Digest key_{};
  std::array<Shard, 16> shards_;
  mutable std::shared_mutex users_mutex_;
  std::shared_ptr<const UserDirectory> users_;
  /// Counts the changes of the users; an entry of another generation is void.
  std::atomic<std::uint64_t> generation_{0};
  struct Checks;
  std::unique_ptr<Checks> checks_;
};

}  // namespace iflowsim
