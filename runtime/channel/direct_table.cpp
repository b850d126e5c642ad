#include "runtime/channel/direct_table.h"

#include <mutex>

namespace iflowsim {

Result<void> LockedDirectTable::add(const std::string& address, std::shared_ptr<DirectConsumer> consumer) {
  const std::unique_lock lock(mutex_);
  if (!consumers_.emplace(address, std::move(consumer)).second) {
    return failure("ENDPOINT-003", "The ProcessDirect address " + address +
                                       " already has a consumer. Choose another address or undeploy that flow.");
  }
  return {};
}

void LockedDirectTable::remove(const DirectConsumer& consumer) {
  const std::unique_lock lock(mutex_);
  std::erase_if(consumers_, [&](const auto& entry) { return entry.second.get() == &consumer; });
}

std::shared_ptr<DirectConsumer> LockedDirectTable::find(const std::string& address) const {
  const std::shared_lock lock(mutex_);
  const auto found = consumers_.find(address);
  return found == consumers_.end() ? nullptr : found->second;
}

}  // namespace iflowsim
