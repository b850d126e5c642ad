#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/flow_error.h"

namespace iflowsim {

/// Where an entry of a data store is found. `scope` is a flow id for a store of that flow, and empty for a global one.
struct DataStoreKey {
  std::string scope;
  std::string store;
  std::string id;
};

/// One entry: a body as bytes and the headers stored with it, in their order.
struct DataStoreEntry {
  std::string id;
  std::string data;
  std::vector<std::pair<std::string, std::string>> headers;
  TimePoint created;
  TimePoint expires;
};

/// What an entry is stored as; `overwrite` replaces one of the same key.
struct DataStoreWrite {
  std::string data;
  std::vector<std::pair<std::string, std::string>> headers;
  TimePoint expires;
  bool overwrite = false;
};

/// Data stores of the tenant. An entry is gone at its expiry, as if it was never written. Every call is atomic.
/// Thread-safe. Implementations that keep files throw FlowError when they cannot read or write.
/// Source: runtime-behaviour 4.9, script-api 4.6.
class DataStore {
 public:
  virtual ~DataStore() = default;
  /// False, and nothing is changed, when the entry exists at `now` and may not be overwritten.
  [[nodiscard]] virtual bool put(const DataStoreKey& key, const DataStoreWrite& entry, TimePoint now) = 0;
  /// None when there is no such entry at `now`.
  virtual std::optional<DataStoreEntry> get(const DataStoreKey& key, TimePoint now) = 0;
  /// Deletes the entry; nothing happens when there is none.
  virtual void remove(const DataStoreKey& key) = 0;
  /// At most `most` entries of the store, those written first come first. An entry that is overwritten counts as new.
  virtual std::vector<DataStoreEntry> select(const std::string& scope, const std::string& store, std::size_t most,
                                             TimePoint now) = 0;
};

/// What fails the message that may not overwrite an entry. Source: runtime-behaviour 4.9, P-SCRIPT-351.
FlowError duplicateEntry(const DataStoreKey& key);

}  // namespace iflowsim
