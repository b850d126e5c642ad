#include "runtime/store/memory/memory_data_store.h"

#include <algorithm>

namespace iflowsim {

std::list<MemoryDataStore::Stored>::iterator MemoryDataStore::find(const DataStoreKey& key) {
  return std::find_if(entries_.begin(), entries_.end(), [&](const Stored& stored) {
    return stored.scope == key.scope && stored.store == key.store && stored.entry.id == key.id;
  });
}

bool MemoryDataStore::put(const DataStoreKey& key, const DataStoreWrite& entry, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto before = find(key);
  if (before != entries_.end()) {
    if (!entry.overwrite && before->entry.expires > now) return false;
    entries_.erase(before);
  }
  entries_.push_back({key.scope, key.store, {key.id, entry.data, entry.headers, now, entry.expires}});
  return true;
}

std::optional<DataStoreEntry> MemoryDataStore::get(const DataStoreKey& key, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = find(key);
  if (found == entries_.end() || found->entry.expires <= now) return std::nullopt;
  return found->entry;
}

void MemoryDataStore::remove(const DataStoreKey& key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = find(key); found != entries_.end()) entries_.erase(found);
}

std::vector<DataStoreEntry> MemoryDataStore::select(const std::string& scope, const std::string& store,
                                                    std::size_t most, TimePoint now) {
  const std::lock_guard lock(mutex_);
  std::vector<DataStoreEntry> found;
  for (const Stored& stored : entries_) {
    if (found.size() == most) break;
    if (stored.scope == scope && stored.store == store && stored.entry.expires > now) found.push_back(stored.entry);
  }
  return found;
}

}  // namespace iflowsim
