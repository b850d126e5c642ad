#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "runtime/base/result.h"
#include "runtime/store/migration.h"

struct sqlite3;

namespace Poco::Data {
class Session;
}

namespace iflowsim {

/// One connection to a SQLite file of the tenant: write-ahead log, so that readers and the writer do not block each
/// other and the death of the process loses nothing committed and needs no repair.
class SqliteDatabase {
 public:
  struct Options {
    std::string path;
    std::span<const Migration> schema;
    /// Waits for the disk at every commit, so that commits survive a power cut too. Without it the last ones may be
    /// undone by one; the death of the process alone never undoes any.
    bool survives_power_cut = false;
  };

  /// Opens the file, makes it (mode 0600) and its directory (0700) when absent, and brings its schema up to date.
  /// `STORE-001`: the schema is newer than this program; `STORE-002`: cannot be opened or made; `STORE-003`: a
  /// migration failed.
  static Result<std::unique_ptr<SqliteDatabase>> open(const Options& options);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  const std::string& path() const { return path_; }
  /// Runs `work` alone on the connection. Failures of the database become FlowError, naming file and operation.
  void use(const std::string& operation, const std::function<void(Poco::Data::Session&)>& work);
  /// The same in a transaction: all or nothing, one writer at a time among all connections.
  void change(const std::string& operation, const std::function<void(Poco::Data::Session&)>& work);
  /// The connection itself, for the one owner that shares it with nobody.
  sqlite3* handle();

 private:
  SqliteDatabase(std::string path, std::unique_ptr<Poco::Data::Session> session);

  std::string path_;
  std::mutex mutex_;
  std::unique_ptr<Poco::Data::Session> session_;
};

}  // namespace iflowsim
