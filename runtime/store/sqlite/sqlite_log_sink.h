#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"
#include "runtime/monitor/log_sink.h"

namespace iflowsim {

class SqliteDatabase;

/// The processing log in a SQLite file: one transaction for each group of rows, through prepared statements on the raw
/// handle (docs/adr/0003). One process has at most one sink of a file; any number of readers.
class SqliteLogSink final : public LogSink {
 public:
  /// Opens the log. What the last process left in status PROCESSING, because it was killed, becomes ABANDONED with
  /// the end `now` (runtime-behaviour 6.1). Fails with the codes of SqliteDatabase::open.
  static Result<std::unique_ptr<SqliteLogSink>> open(const std::string& path, TimePoint now);
  ~SqliteLogSink() override;

  std::int64_t lastChange() override;
  void commit(std::span<const LogRow> rows) override;

 private:
  struct Statements;

  explicit SqliteLogSink(std::unique_ptr<SqliteDatabase> database);
  void abandonRunning(TimePoint now);

  std::unique_ptr<SqliteDatabase> database_;
  std::unique_ptr<Statements> statements_;
};

}  // namespace iflowsim
