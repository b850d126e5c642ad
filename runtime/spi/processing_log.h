#pragma once

#include <memory>
#include <string>

#include "runtime/message/run.h"

namespace iflowsim {

/// What is known of a message from outside its run.
struct RunSummary {
  RunStatus status = RunStatus::Processing;
  std::string sender;
  std::string receiver;
  std::string application_id;
  std::string message_type;
  std::string custom_status;
  /// `<class>: <message>, cause: ...`; empty when there is none.
  std::string error;
};

/// Where runs of flows are recorded. Thread-safe, never waits for the disk: a writer behind it commits in groups.
/// Source: runtime-behaviour 6.1-6.3.
class ProcessingLog {
 public:
  virtual ~ProcessingLog() = default;
  /// A run has begun. If it is still running at the next commit it gets a row with status PROCESSING.
  virtual void begin(std::shared_ptr<const Run> run) = 0;
  /// It has ended; the run is not changed any more.
  virtual void finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) = 0;
  /// It was interrupted: its flow was stopped, and it did not end in the time left to it. The run may still be changed
  /// by the thread it runs on, but is not finished any more: a run has one end.
  virtual void abandon(std::shared_ptr<const Run> run, TimePoint end) = 0;
};

}  // namespace iflowsim
