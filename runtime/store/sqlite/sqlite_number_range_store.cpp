#include "runtime/store/sqlite/sqlite_number_range_store.h"

#include <optional>
#include <utility>

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include "runtime/store/number_draw.h"
#include "runtime/store/sqlite/sqlite_database.h"

namespace iflowsim {

namespace {

using Poco::Data::Session;
using Poco::Data::Statement;
using namespace Poco::Data::Keywords;

struct State {
  NumberRange range;
  Poco::Int64 next = 0;
};

std::optional<State> load(Session& session, const std::string& name) {
  Poco::Int64 minimum = 0, maximum = 0, field_length = 0, rotate = 0, next = 0;
  Statement select(session);
  select << "SELECT minimum, maximum, field_length, rotate, next_number FROM number_range WHERE name = ?", bind(name),
      into(minimum), into(maximum), into(field_length), into(rotate), into(next), limit(1);
  if (select.execute() != 1) return std::nullopt;
  return State{{name, minimum, maximum, static_cast<int>(field_length), rotate != 0}, next};
}

/// Draws within the transaction of the caller.
Result<std::string> draw(Session& session, const std::string& name) {
  const auto state = load(session, name);
  if (!state) return tl::unexpected(noSuchNumberRange(name));
  auto drawn = drawNumber(state->range, state->next);
  if (!drawn) return tl::unexpected(drawn.error());
  session << "UPDATE number_range SET next_number = ? WHERE name = ?", bind(Poco::Int64{drawn->next}), bind(name), now;
  return std::move(drawn->text);
}

std::optional<std::string> drawnBefore(Session& session, const std::string& name, const std::string& key) {
  std::string number;
  Statement select(session);
  select << "SELECT number FROM drawn_number WHERE range_name = ? AND key = ?", bind(name), bind(key), into(number),
      limit(1);
  if (select.execute() != 1) return std::nullopt;
  return number;
}

}  // namespace

SqliteNumberRangeStore::SqliteNumberRangeStore(std::unique_ptr<SqliteDatabase> database)
    : database_(std::move(database)) {}

SqliteNumberRangeStore::~SqliteNumberRangeStore() = default;

Result<std::unique_ptr<SqliteNumberRangeStore>> SqliteNumberRangeStore::open(const std::string& path) {
  auto database = SqliteDatabase::open({.path = path, .schema = stateSchema(), .survives_power_cut = true});
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<SqliteNumberRangeStore>(new SqliteNumberRangeStore(std::move(*database)));
}

void SqliteNumberRangeStore::define(const NumberRange& range) {
  database_->change("define number range '" + range.name + "'", [&](Session& session) {
    const auto before = load(session, range.name);
    const Poco::Int64 next = before ? keepNext(range, before->next) : range.minimum;
    session << "REPLACE INTO number_range (name, minimum, maximum, field_length, rotate, next_number)"
               " VALUES (?, ?, ?, ?, ?, ?)",
        bind(range.name), bind(Poco::Int64{range.minimum}), bind(Poco::Int64{range.maximum}),
        bind(Poco::Int64{range.field_length}), bind(Poco::Int64{range.rotate ? 1 : 0}), bind(next), now;
  });
}

Result<std::string> SqliteNumberRangeStore::next(const std::string& name) {
  Result<std::string> result;
  database_->change("draw from number range '" + name + "'", [&](Session& session) { result = draw(session, name); });
  return result;
}

Result<std::string> SqliteNumberRangeStore::nextFor(const std::string& name, const std::string& key) {
  Result<std::string> result;
  database_->change("draw from number range '" + name + "'", [&](Session& session) {
    if (auto before = drawnBefore(session, name, key)) {
      result = std::move(*before);
      return;
    }
    result = draw(session, name);
    if (!result) return;
    session << "INSERT INTO drawn_number (range_name, key, number) VALUES (?, ?, ?)", bind(name), bind(key),
        bind(*result), now;
  });
  return result;
}

}  // namespace iflowsim
