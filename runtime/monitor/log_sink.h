#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/message/run.h"
#include "runtime/spi/processing_log.h"

namespace iflowsim {

/// The texts of a step, copied: a `StepRun` points into the deployed flow, which may be gone when the row is written.
struct StepTexts {
  std::string id;
  std::string name;
  std::string kind;
};

/// What a run that has ended by itself leaves beside its row: custom headers, attachments, steps.
struct RunRecord {
  std::shared_ptr<const Run> run;
  /// Whether attachments are kept.
  bool with_attachments = false;
  /// The steps to keep are those of the run from this one on; `steps` has their texts, and is empty for none.
  std::size_t first_step = 0;
  std::vector<StepTexts> steps;
};

/// One state of one run as it goes into the store. The texts are not the row's own: they stand until it is committed.
struct LogRow {
  /// Number of this state; every row written gets a higher one, so that followers miss nothing.
  std::int64_t change = 0;
  /// The row with the state before, which this one replaces; 0 for none.
  std::int64_t replaces = 0;
  std::string_view message_id;
  std::string_view correlation_id;
  std::string_view predecessor_id;
  std::string_view flow_id;
  std::string_view flow_name;
  RunStatus status = RunStatus::Processing;
  LogLevel level = LogLevel::Info;
  TimePoint start;
  /// None while it is running.
  std::optional<TimePoint> end;
  /// Record of the decision that let the call in; 0: none.
  std::uint64_t decision = 0;
  std::string_view sender;
  std::string_view receiver;
  std::string_view application_id;
  std::string_view message_type;
  std::string_view custom_status;
  std::string_view error;
  std::string_view error_step;
  std::string_view intermediate_error;
  /// Null for most: then the run is not needed any more.
  std::shared_ptr<const RunRecord> record;
};

/// Where the rows of the processing log go. Used by one thread, the log writer.
class LogSink {
 public:
  virtual ~LogSink() = default;
  /// The highest change number there is, 0 for an empty log.
  virtual std::int64_t lastChange() = 0;
  /// Writes all rows or none. Throws std::exception when it cannot; the same rows may be given again.
  virtual void commit(std::span<const LogRow> rows) = 0;
};

}  // namespace iflowsim
