#include "runtime/store/memory/memory_variable_store.h"

namespace iflowsim {

std::optional<std::string> MemoryVariableStore::read(const std::string& scope, const std::string& name, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = variables_.find({scope, name});
  if (found == variables_.end() || found->second.expires <= now) return std::nullopt;
  return found->second.value;
}

void MemoryVariableStore::write(const std::string& scope, const std::string& name, const std::string& value,
                                TimePoint /*now*/, TimePoint expires) {
  const std::lock_guard lock(mutex_);
  variables_[{scope, name}] = {value, expires};
}

void MemoryVariableStore::remove(const std::string& scope, const std::string& name) {
  const std::lock_guard lock(mutex_);
  variables_.erase({scope, name});
}

}  // namespace iflowsim
