#pragma once

#include <filesystem>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// Which certificate each unpinned service key accepted last: a renewed certificate is accepted when it was issued
/// after that one, and from its first use on the older one is refused. Kept in a file of the tenant's state folder, so
/// that a restart forgets nothing. Thread-safe; a certificate used again costs one shared lock and one look into a map.
/// Source: runtime-behaviour 1.5.
class KeyUses {
 public:
  /// Takes what the file says; one that does not exist says nothing. A file that cannot be understood makes every
  /// `use` fail, because an older certificate might be let in otherwise.
  explicit KeyUses(std::filesystem::path file);

  /// Whether that key takes the certificate now, `registered` being the one it was made with.
  /// `KEYUSE-001`: superseded by a newer one (or another issued at the same time). `KEYUSE-002`: the file cannot be
  /// read, or the first use of a newer certificate cannot be written down; then it is not accepted.
  Result<void> use(std::string_view client_id, const Certificate& presented, const Certificate& registered);

  /// Forgets what a key accepted, because the key was deleted.
  Result<void> forget(std::string_view client_id);

  /// Why the file cannot be understood; empty when it can.
  const std::string& unreadable() const { return unreadable_; }

 private:
  struct Use {
    TimePoint not_before;
    Fingerprint fingerprint{};
    /// The uses of a key count only for certificates with the names it was made for.
    std::string names;
  };
  using Uses = std::map<std::string, Use, std::less<>>;

  void read();
  Result<void> write(const Uses& uses) const;

  const std::filesystem::path file_;
  std::string unreadable_;
  mutable std::shared_mutex mutex_;
  Uses uses_;
};

}  // namespace iflowsim
