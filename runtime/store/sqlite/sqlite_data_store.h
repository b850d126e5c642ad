#pragma once

#include <memory>
#include <string>

#include "runtime/base/result.h"
#include "runtime/spi/data_store.h"

namespace iflowsim {

class SqliteDatabase;

/// Data stores in a SQLite file; what was put survives a power cut. Throws FlowError when the file cannot be read or
/// written.
class SqliteDataStore final : public DataStore {
 public:
  /// Fails with the codes of SqliteDatabase::open.
  static Result<std::unique_ptr<SqliteDataStore>> open(const std::string& path);
  ~SqliteDataStore() override;

  bool put(const DataStoreKey& key, const DataStoreWrite& entry, TimePoint now) override;
  std::optional<DataStoreEntry> get(const DataStoreKey& key, TimePoint now) override;
  void remove(const DataStoreKey& key) override;
  std::vector<DataStoreEntry> select(const std::string& scope, const std::string& store, std::size_t most,
                                     TimePoint now) override;

 private:
  explicit SqliteDataStore(std::unique_ptr<SqliteDatabase> database);

  std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace iflowsim
