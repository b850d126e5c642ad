#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "runtime/base/clock.h"
#include "security/mapping/user_directory.h"

namespace iflowsim {

/// What callers may do, as it was when they were last looked up: with the product on Cloud Foundry a changed role may
/// take up to an hour to count, for an owner of the role as for one who lost it. Who calls is no matter of the cache: a
/// key that is deleted ends at once. Bounded. Thread-safe. Source: runtime-behaviour 1.5.
class RoleCache {
 public:
  struct Options {
    /// How long a look-up counts.
    std::chrono::seconds lifetime{3600};
    /// Callers kept at most; beyond, all are looked up anew.
    std::size_t capacity = 10'000;
  };

  /// The clock must outlive it.
  RoleCache(const Clock& clock, Options options) : clock_(clock), options_(options) {}

  /// The caller with the roles that count for him now.
  std::shared_ptr<const User> held(const std::shared_ptr<const User>& caller);

 private:
  struct Entry {
    std::shared_ptr<const User> user;
    TimePoint until;
  };

  const Clock& clock_;
  const Options options_;
  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace iflowsim
