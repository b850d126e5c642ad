#pragma once

#include <cstdint>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace iflowsim {

/// A prepared statement on the raw handle of a session, for the inserts of the processing log, where POCO Data costs
/// three times as much (docs/adr/0003). Used by one thread; the connection outlives it. Throws std::runtime_error with
/// SQLite's text.
class RawStatement {
 public:
  RawStatement(sqlite3* connection, std::string_view sql);
  ~RawStatement();
  RawStatement(const RawStatement&) = delete;
  RawStatement& operator=(const RawStatement&) = delete;

  /// Binds to the next parameter. Text and bytes are not copied: they must live until `run` returns.
  RawStatement& text(std::string_view value);
  RawStatement& bytes(std::string_view value);
  RawStatement& integer(std::int64_t value);
  RawStatement& null();
  /// Executes a statement without a result, and makes it ready for the next parameters.
  void run();

 private:
  [[noreturn]] void fail();
  void check(int code);

  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

/// Executes statements without results.
void executeRaw(sqlite3* connection, const char* sql);

}  // namespace iflowsim
