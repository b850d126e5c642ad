#include "runtime/store/sqlite/sqlite_data_store.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/store/sqlite/name_value_text.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/stored_time.h"

namespace iflowsim {

namespace {

using Poco::Data::BLOB;
using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

std::string naming(const char* operation, const DataStoreKey& key) {
  return std::string(operation) + " entry '" + key.id + "' of data store '" + key.store + "'";
}

/// None when there is no entry of that number. Texts are read as bytes: POCO ends a text at its first zero byte.
std::optional<DataStoreEntry> load(Session& session, Poco::Int64 number) {
  BLOB id, data, headers;
  Poco::Int64 created = 0, expires = 0;
  Statement select(session);
  select << "SELECT id, data, headers, created_ms, expires_ms FROM data_store_entry WHERE number = ?", bind(number),
      into(id), into(data), into(headers), into(created), into(expires), limit(1);
  if (select.execute() != 1) return std::nullopt;
  return DataStoreEntry{{id.begin(), id.end()},
                        {data.begin(), data.end()},
                        fromNameValueText(std::string(headers.begin(), headers.end())),
                        fromStored(created),
                        fromStored(expires)};
}

/// The number of the entry, when it exists at that time.
std::optional<Poco::Int64> numberOf(Session& session, const DataStoreKey& key, TimePoint at) {
  Poco::Int64 number = 0;
  Statement select(session);
  select << "SELECT number FROM data_store_entry WHERE scope = ? AND store = ? AND id = ? AND expires_ms > ?",
      bind(key.scope), bind(key.store), bind(key.id), bind(toStored(at)), into(number), limit(1);
  if (select.execute() != 1) return std::nullopt;
  return number;
}

}  // namespace

SqliteDataStore::SqliteDataStore(std::unique_ptr<SqliteDatabase> database) : database_(std::move(database)) {}

SqliteDataStore::~SqliteDataStore() = default;

Result<std::unique_ptr<SqliteDataStore>> SqliteDataStore::open(const std::string& path) {
  auto database = SqliteDatabase::open({.path = path, .schema = stateSchema(), .survives_power_cut = true});
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<SqliteDataStore>(new SqliteDataStore(std::move(*database)));
}

bool SqliteDataStore::put(const DataStoreKey& key, const DataStoreWrite& entry, TimePoint now) {
  bool written = false;
  database_->change(naming("write", key), [&](Session& session) {
    session << "DELETE FROM data_store_entry WHERE expires_ms <= ?", bind(toStored(now)), Poco::Data::Keywords::now;
    if (!entry.overwrite && numberOf(session, key, now)) return;
    session << "REPLACE INTO data_store_entry (scope, store, id, data, headers, created_ms, expires_ms)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)",
        bind(key.scope), bind(key.store), bind(key.id), bind(entry.data), bind(toNameValueText(entry.headers)),
        bind(toStored(now)), bind(toStored(entry.expires)), Poco::Data::Keywords::now;
    written = true;
  });
  return written;
}

std::optional<DataStoreEntry> SqliteDataStore::get(const DataStoreKey& key, TimePoint now) {
  std::optional<DataStoreEntry> entry;
  database_->use(naming("read", key), [&](Session& session) {
    // Two statements: another connection may delete the entry between them, which then is as if it was absent.
    if (const auto number = numberOf(session, key, now)) entry = load(session, *number);
  });
  return entry;
}

void SqliteDataStore::remove(const DataStoreKey& key) {
  database_->change(naming("delete", key), [&](Session& session) {
    session << "DELETE FROM data_store_entry WHERE scope = ? AND store = ? AND id = ?", bind(key.scope),
        bind(key.store), bind(key.id), now;
  });
}

std::vector<DataStoreEntry> SqliteDataStore::select(const std::string& scope, const std::string& store,
                                                    std::size_t most, TimePoint now) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<Poco::Int64>::max());
  std::vector<DataStoreEntry> entries;
  database_->change("select from data store '" + store + "'", [&](Session& session) {
    std::vector<Poco::Int64> numbers;
    session << "SELECT number FROM data_store_entry WHERE scope = ? AND store = ? AND expires_ms > ?"
               " ORDER BY number LIMIT ?",
        bind(scope), bind(store), bind(toStored(now)), bind(static_cast<Poco::Int64>(std::min(most, kMost))),
        into(numbers), Poco::Data::Keywords::now;
    for (const Poco::Int64 number : numbers) {
      if (auto entry = load(session, number)) entries.push_back(*std::move(entry));
    }
  });
  return entries;
}

}  // namespace iflowsim
