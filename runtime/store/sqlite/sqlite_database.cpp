#include "runtime/store/sqlite/sqlite_database.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/flow_error.h"
#include "runtime/store/sqlite/raw_statement.h"

namespace iflowsim {

namespace {

using Poco::Data::Session;
using namespace Poco::Data::Keywords;

/// Makes missing directories for the owner only; those that exist keep their mode.
void makeDirectory(const std::filesystem::path& directory) {
  if (directory.empty() || std::filesystem::exists(directory)) return;
  makeDirectory(directory.parent_path());
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    throw std::system_error(errno, std::generic_category(), "cannot make directory " + directory.string());
  }
}

/// SQLite gives its side files the mode of this one.
void makeFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::system_error(errno, std::generic_category(), "cannot open or make it");
  ::close(file);
}

/// For the whole process, so before its first connection. Connections lock themselves against each other as ever; that
/// one is used by one thread at a time is seen to here (`SqliteDatabase::use`, and the one owner of the handle), so
/// SQLite need not lock it again at every call. Nobody reads its statistics of memory either.
void prepareLibrary() {
  ::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  Poco::Data::SQLite::Connector::registerConnector();
}

std::unique_ptr<Session> connect(const SqliteDatabase::Options& options) {
  static std::once_flag registered;
  std::call_once(registered, prepareLibrary);
  makeDirectory(std::filesystem::path(options.path).parent_path());
  makeFile(options.path);
  auto session = std::make_unique<Session>("SQLite", options.path);
  *session << "PRAGMA busy_timeout = 10000", now;
  *session << "PRAGMA journal_mode = WAL", now;
  *session << "PRAGMA journal_size_limit = 67108864", now;
  *session << (options.survives_power_cut ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"), now;
  return session;
}

int schemaVersion(Session& session) {
  int version = 0;
  session << "PRAGMA user_version", into(version), now;
  return version;
}

void rollBack(sqlite3* connection) noexcept {
  try {
    executeRaw(connection, "ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has rolled back by itself; the failure that led here is reported.
  }
}

/// Runs `work` between BEGIN IMMEDIATE and COMMIT. Immediate: a transaction that starts by reading cannot wait for its
/// turn to write, it fails.
void inTransaction(sqlite3* connection, const std::function<void()>& work) {
  executeRaw(connection, "BEGIN IMMEDIATE");
  try {
    work();
    executeRaw(connection, "COMMIT");
  } catch (...) {
    rollBack(connection);
    throw;
  }
}

void migrate(Session& session, const Migration& migration) {
  sqlite3* connection = Poco::Data::SQLite::Utility::dbHandle(session);
  inTransaction(connection, [&] {
    // Another process may have been faster.
    if (schemaVersion(session) >= migration.version) return;
    executeRaw(connection, std::string(migration.sql).c_str());
    executeRaw(connection, ("PRAGMA user_version = " + std::to_string(migration.version)).c_str());
  });
}

std::string reason(const std::exception& error) {
  const auto* poco = dynamic_cast<const Poco::Exception*>(&error);
  return poco == nullptr ? error.what() : poco->displayText();
}

Result<void> bringUpToDate(Session& session, const SqliteDatabase::Options& options) {
  const int known = static_cast<int>(options.schema.size());
  const int version = schemaVersion(session);
  if (version > known) {
    return failure("STORE-001", options.path + ": the file has schema version " + std::to_string(version) +
                                    ", this program knows versions up to " + std::to_string(known) +
                                    ". Use the newer program that wrote it, or move the file away to start afresh.");
  }
  for (const Migration& migration : options.schema.subspan(static_cast<std::size_t>(version))) {
    try {
      migrate(session, migration);
    } catch (const std::exception& error) {
      return failure("STORE-003", options.path + ": migration " + std::to_string(migration.version) + " '" +
                                      std::string(migration.name) + "' failed and was undone: " + reason(error) +
                                      ". Move the file away to start afresh, or restore a copy of it.");
    }
  }
  return {};
}

}  // namespace

SqliteDatabase::SqliteDatabase(std::string path, std::unique_ptr<Session> session)
    : path_(std::move(path)), session_(std::move(session)) {}

SqliteDatabase::~SqliteDatabase() = default;

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const Options& options) {
  try {
    auto session = connect(options);
    if (auto done = bringUpToDate(*session, options); !done) return tl::unexpected(done.error());
    return std::unique_ptr<SqliteDatabase>(new SqliteDatabase(options.path, std::move(session)));
  } catch (const std::exception& error) {
    return failure("STORE-002", options.path + ": the database cannot be opened: " + reason(error) +
                                    ". Check that the path is a SQLite file of this program and that its directory can "
                                    "be written, or move the file away to start afresh.");
  }
}

void SqliteDatabase::use(const std::string& operation, const std::function<void(Session&)>& work) {
  const std::lock_guard lock(mutex_);
  try {
    work(*session_);
  } catch (const FlowError&) {
    throw;
  } catch (const std::exception& error) {
    throw FlowError(error_class::kRuntime, path_ + ": cannot " + operation + ": " + reason(error));
  }
}

void SqliteDatabase::change(const std::string& operation, const std::function<void(Session&)>& work) {
  use(operation, [&](Session& session) { inTransaction(handle(), [&] { work(session); }); });
}

sqlite3* SqliteDatabase::handle() {
  return Poco::Data::SQLite::Utility::dbHandle(*session_);
}

}  // namespace iflowsim
