#include "security/auth/role_cache.h"

namespace iflowsim {

std::shared_ptr<const User> RoleCache::held(const std::shared_ptr<const User>& caller) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (const auto known = entries_.find(caller->name); known != entries_.end()) {
    if (now < known->second.until) return known->second.user;
    entries_.erase(known);
  }
  if (entries_.size() >= options_.capacity) entries_.clear();
  // A copy, so that the identities of that moment do not live on.
  auto user = std::make_shared<const User>(*caller);
  entries_.emplace(caller->name, Entry{user, now + options_.lifetime});
  return user;
}

}  // namespace iflowsim
