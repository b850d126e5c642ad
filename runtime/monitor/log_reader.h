#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/message/run.h"

namespace iflowsim {

/// One message of the processing log.
struct LogEntry {
  /// Grows with every change of any message: a message that ends gets a new one. For followers.
  std::int64_t change = 0;
  std::string message_id;
  std::string correlation_id;
  std::string predecessor_id;
  std::string flow_id;
  std::string flow_name;
  RunStatus status = RunStatus::Processing;
  std::string custom_status;
  TimePoint start;
  std::optional<TimePoint> end;
  LogLevel level = LogLevel::Info;
  /// Record of the decision that let the call in; 0: none.
  std::uint64_t decision = 0;
  std::string sender;
  std::string receiver;
  std::string application_id;
  std::string message_type;
  /// The error the message ended with: `<class>: <message>, cause: ...`.
  std::string error;
  std::string error_step;
  /// The last error on the way, also when it was handled.
  std::string intermediate_error;
};

struct LoggedStep {
  /// Counts from 0; the first steps of a long run may be missing.
  std::size_t number = 0;
  std::string id;
  std::string name;
  std::string kind;
  TimePoint start;
  /// Microseconds.
  std::int64_t duration = 0;
  std::string error;
  std::vector<std::pair<std::string, std::string>> properties;
  bool has_before = false;
  bool has_after = false;
};

struct LoggedAttachment {
  std::string name;
  std::string media_type;
  std::size_t size = 0;
};

struct LogDetails {
  LogEntry entry;
  std::vector<LoggedStep> steps;
  std::vector<LoggedAttachment> attachments;
  std::vector<std::pair<std::string, std::string>> custom_headers;
};

/// Which messages; what is empty does not restrict. Source: runtime-behaviour section 6.3.
struct LogFilter {
  /// Started at or after `from` and before `until`.
  std::optional<TimePoint> from;
  std::optional<TimePoint> until;
  std::vector<RunStatus> statuses;
  std::string message_id;
  std::string correlation_id;
  std::string application_id;
  std::string flow_id;
  std::string sender;
  std::string receiver;
  std::string message_type;
  std::string custom_status;
  /// Name and value of a custom header property.
  std::optional<std::pair<std::string, std::string>> custom_header;
};

/// Which part of the messages found.
struct LogPage {
  std::size_t limit = 50;
  std::size_t offset = 0;
  /// Set: only entries with a higher change number, oldest change first, for following the log. Not set: latest start
  /// first.
  std::optional<std::int64_t> after_change;
};

enum class TraceSide { Before, After };

/// Reads the processing log, also while it is being written; sees what is committed. Thread-safe. Throws FlowError when
/// the store cannot be read.
class LogReader {
 public:
  virtual ~LogReader() = default;
  virtual std::vector<LogEntry> query(const LogFilter& filter, const LogPage& page) = 0;
  virtual std::size_t count(const LogFilter& filter) = 0;
  /// None when there is no such message. Of several with the same id, the one that changed last.
  virtual std::optional<LogDetails> find(const std::string& message_id) = 0;
  /// What a step looked like; none without a trace of it.
  virtual std::optional<TraceSnapshot> trace(const std::string& message_id, std::size_t step, TraceSide side) = 0;
  /// By position in `LogDetails::attachments`.
  virtual std::optional<LogAttachment> attachment(const std::string& message_id, std::size_t position) = 0;
};

/// Deletes from the processing log. Thread-safe; a message that is still running comes back when it ends. Throws
/// FlowError when the store cannot be written.
class LogCleaner {
 public:
  virtual ~LogCleaner() = default;
  /// Deletes the messages found, with steps, traces and attachments, and tells how many there were.
  virtual std::size_t remove(const LogFilter& filter) = 0;
};

}  // namespace iflowsim
