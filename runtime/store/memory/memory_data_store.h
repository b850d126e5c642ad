#pragma once

#include <list>
#include <mutex>
#include <string>

#include "runtime/spi/data_store.h"

namespace iflowsim {

/// Data stores that end with the process, for tests.
class MemoryDataStore final : public DataStore {
 public:
  bool put(const DataStoreKey& key, const DataStoreWrite& entry, TimePoint now) override;
  std::optional<DataStoreEntry> get(const DataStoreKey& key, TimePoint now) override;
  void remove(const DataStoreKey& key) override;
  std::vector<DataStoreEntry> select(const std::string& scope, const std::string& store, std::size_t most,
                                     TimePoint now) override;

 private:
  struct Stored {
    std::string scope;
    std::string store;
    DataStoreEntry entry;
  };

  std::list<Stored>::iterator find(const DataStoreKey& key);

  std::mutex mutex_;
  /// In the order in which they were written.
  std::list<Stored> entries_;
};

}  // namespace iflowsim
