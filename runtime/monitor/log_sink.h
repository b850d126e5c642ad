#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
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

/// One state of one run as it goes into the store.
struct LogRow {
  /// Number of this state; every row written gets a higher one, so that followers miss nothing.
  std::int64_t change = 0;
  /// The row with the state before, which this one replaces; 0 for none.
  std::int64_t replaces = 0;
  /// While the status is PROCESSING or the run was interrupted, only its identity, start and level may be read.
  std::shared_ptr<const Run> run;
  RunSummary summary;
  /// None while it is running.
  std::optional<TimePoint> end;
  /// Whether it has ended by itself, so that everything of the run may be read.
  bool finished = false;
  /// Whether attachments are kept.
  bool with_attachments = false;
  /// The steps to keep are those of the run from this one on; `steps` has their texts, and is empty for none.
  std::size_t first_step = 0;
  std::vector<StepTexts> steps;
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
