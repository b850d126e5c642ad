#pragma once

#include <memory>
#include <string>

#include "runtime/base/result.h"
#include "runtime/monitor/log_reader.h"

namespace iflowsim {

class SqliteDatabase;

/// Reads, and deletes from, the processing log in a SQLite file, over a connection of its own.
class SqliteLogReader final : public LogReader, public LogCleaner {
 public:
  /// Fails with the codes of SqliteDatabase::open.
  static Result<std::unique_ptr<SqliteLogReader>> open(const std::string& path);
  ~SqliteLogReader() override;

  std::vector<LogEntry> query(const LogFilter& filter, const LogPage& page) override;
  std::size_t count(const LogFilter& filter) override;
  std::optional<LogDetails> find(const std::string& message_id) override;
  std::optional<TraceSnapshot> trace(const std::string& message_id, std::size_t step, TraceSide side) override;
  std::optional<LogAttachment> attachment(const std::string& message_id, std::size_t position) override;
  std::size_t remove(const LogFilter& filter) override;

 private:
  explicit SqliteLogReader(std::unique_ptr<SqliteDatabase> database);

  std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace iflowsim
