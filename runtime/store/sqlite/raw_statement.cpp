#include "runtime/store/sqlite/raw_statement.h"

#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace iflowsim {

RawStatement::RawStatement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  check(sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr));
}

RawStatement::~RawStatement() {
  sqlite3_finalize(statement_);
}

RawStatement& RawStatement::text(std::string_view value) {
  check(
      sqlite3_bind_text64(statement_, ++bound_, value.empty() ? "" : value.data(), value.size(), nullptr, SQLITE_UTF8));
  return *this;
}

RawStatement& RawStatement::bytes(std::string_view value) {
  check(sqlite3_bind_blob64(statement_, ++bound_, value.empty() ? "" : value.data(), value.size(), nullptr));
  return *this;
}

RawStatement& RawStatement::integer(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

RawStatement& RawStatement::null() {
  check(sqlite3_bind_null(statement_, ++bound_));
  return *this;
}

void RawStatement::run() {
  if (sqlite3_step(statement_) != SQLITE_DONE) fail();
  bound_ = 0;
  check(sqlite3_reset(statement_));
}

void RawStatement::check(int code) {
  if (code != SQLITE_OK) fail();
}

void RawStatement::fail() {
  const std::string text = sqlite3_errmsg(connection_);
  bound_ = 0;
  sqlite3_reset(statement_);
  throw std::runtime_error(text);
}

void executeRaw(sqlite3* connection, const char* sql) {
  if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  throw std::runtime_error(sqlite3_errmsg(connection));
}

}  // namespace iflowsim
