#include "runtime/store/sqlite/sqlite_variable_store.h"

#include <utility>

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

}  // namespace

SqliteVariableStore::SqliteVariableStore(std::unique_ptr<SqliteDatabase> database) : database_(std::move(database)) {}

SqliteVariableStore::~SqliteVariableStore() = default;

Result<std::unique_ptr<SqliteVariableStore>> SqliteVariableStore::open(const std::string& path) {
  auto database = SqliteDatabase::open({.path = path, .schema = stateSchema()});
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<SqliteVariableStore>(new SqliteVariableStore(std::move(*database)));
}

std::optional<std::string> SqliteVariableStore::read(const std::string& scope, const std::string& name, TimePoint now) {
  std::optional<std::string> result;
  database_->use("read variable '" + name + "'", [&](Session& session) {
    // Read as bytes: POCO ends a text at its first zero byte.
    Poco::Data::BLOB value;
    Statement select(session);
    select << "SELECT value FROM variable WHERE scope = ? AND name = ? AND expires_ms > ?", bind(scope), bind(name),
        bind(toStored(now)), into(value), limit(1);
    if (select.execute() == 1) result.emplace(value.begin(), value.end());
  });
  return result;
}

void SqliteVariableStore::write(const std::string& scope, const std::string& name, const std::string& value,
                                TimePoint now, TimePoint expires) {
  database_->change("write variable '" + name + "'", [&](Session& session) {
    session << "DELETE FROM variable WHERE expires_ms <= ?", bind(toStored(now)), Poco::Data::Keywords::now;
    session << "REPLACE INTO variable (scope, name, value, updated_ms, expires_ms) VALUES (?, ?, ?, ?, ?)", bind(scope),
        bind(name), bind(value), bind(toStored(now)), bind(toStored(expires)), Poco::Data::Keywords::now;
  });
}

void SqliteVariableStore::remove(const std::string& scope, const std::string& name) {
  database_->change("delete variable '" + name + "'", [&](Session& session) {
    session << "DELETE FROM variable WHERE scope = ? AND name = ?", bind(scope), bind(name), now;
  });
}

}  // namespace iflowsim
