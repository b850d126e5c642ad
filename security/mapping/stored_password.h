#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// The Argon2id hash of a password with a salt of its own, `$argon2id$...`, at libsodium's interactive limits
/// (64 MiB and some tens of milliseconds a call). Throws std::bad_alloc when the memory cannot be had.
std::string hashPassword(std::string_view clear);

/// A user's password as the process keeps it; the clear text is never in it. Immutable, thread-safe.
///
/// Every check costs one Argon2id computation, whatever is stored, so that the time of an answer does not tell whether
/// a user exists or how his password is kept.
class StoredPassword {
 public:
  /// No password: nothing matches.
  StoredPassword();
  /// From the hash in the tenant's file; `PASSWORD-001` when the text is no Argon2id hash.
  static Result<StoredPassword> fromHash(const std::string& hash);
  /// From a clear password in the tenant's file, kept as a keyed hash with a key of its own: Argon2id would make the
  /// start of the server wait for every user, and protects nothing while the file beside it holds the clear text.
  static StoredPassword fromClear(std::string_view clear);

  bool matches(std::string_view candidate) const;
  /// Whether it stands in clear in the tenant's file.
  bool isClear() const { return !keyed_hash_.empty(); }

 private:
  std::string argon2_;
  std::string key_;
  std::string keyed_hash_;
};

}  // namespace iflowsim
