#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Nullable.h>

#include "runtime/monitor/log_reader.h"
#include "runtime/store/sqlite/log_query.h"

// What the readers of the processing log have in common in their ways with POCO Data.

namespace iflowsim {

/// Binds the parameters of a condition.
void bindValues(Poco::Data::Statement& statement, const LogCondition& condition);

inline std::string toText(const Poco::Data::BLOB& blob) {
  return {blob.begin(), blob.end()};
}

/// Numbers that `SELECT <what> WHERE <condition>` gives.
std::vector<Poco::Int64> selectNumbers(Poco::Data::Session& session, const std::string& what,
                                       const LogCondition& condition);
/// The same where it is one.
std::size_t selectCount(Poco::Data::Session& session, const std::string& what, const LogCondition& condition);

/// Calls `take` for each row; the variables the statement fills hold it then.
template <typename Take>
void eachRow(Poco::Data::Statement& select, Take take) {
  select, Poco::Data::Keywords::range(0, 1);
  while (!select.done()) {
    if (select.execute() == 0) return;
    take();
  }
}

/// Messages that have a row of their own, one after the other; `rest` is everything from WHERE on.
class LogRows {
 public:
  LogRows(Poco::Data::Session& session, const std::string& rest, const LogCondition& condition);
  LogRows(const LogRows&) = delete;
  LogRows& operator=(const LogRows&) = delete;

  std::optional<LogEntry> next();

 private:
  Poco::Data::Statement select_;
  LogEntry entry_;
  Poco::Int64 change_ = 0;
  Poco::Int64 start_ = 0;
  Poco::Int64 decision_ = 0;
  Poco::Nullable<Poco::Int64> end_;
  std::string status_;
  std::string level_;
};

}  // namespace iflowsim
