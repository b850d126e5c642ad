#include "runtime/script/script_scope.h"

#include "runtime/message/run.h"

namespace iflowsim::script {

void ScriptScope::adopt(std::uint64_t handle) {
  const std::lock_guard lock(mutex_);
  ++users_[handle];
}

void ScriptScope::drop(std::uint64_t handle) noexcept {
  const std::lock_guard lock(mutex_);
  const auto found = users_.find(handle);
  if (found != users_.end() && found->second > 0) --found->second;
}

std::vector<std::uint64_t> ScriptScope::takeReleased() {
  std::vector<std::uint64_t> released;
  const std::lock_guard lock(mutex_);
  std::erase_if(users_, [&](const auto& entry) {
    if (entry.second > 0) return false;
    released.push_back(entry.first);
    return true;
  });
  return released;
}

ScopePtr scopeOf(const Exchange& exchange, std::uint64_t generation) {
  auto scope = std::static_pointer_cast<ScriptScope>(exchange.run().scriptScope());
  return scope && scope->generation() == generation ? scope : nullptr;
}

}  // namespace iflowsim::script
