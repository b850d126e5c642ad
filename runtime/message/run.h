#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/message/run_status.h"

namespace iflowsim {

class Exchange;

/// What a step looked like from outside, before or after it ran; taken only at level TRACE.
struct TraceSnapshot {
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<std::string, std::string>> properties;
  std::string body;
};

/// One step as it ran. `step_id` and `step_name` point into the deployed flow, which outlives the run.
struct StepRun {
  std::string_view step_id;
  std::string_view step_name;
  std::string_view step_kind;
  TimePoint start;
  /// Microseconds.
  std::int64_t duration = 0;
  std::string error;
  std::shared_ptr<const TraceSnapshot> before;
  std::shared_ptr<const TraceSnapshot> after;
  /// What the step tells of itself, such as RealDestinationUrl.
  std::vector<std::pair<std::string, std::string>> properties;
};

struct LogAttachment {
  std::string name;
  std::string media_type;
  std::string content;
};

/// Everything one run of a flow leaves to the processing log: identity, steps, attachments, custom headers. Owned by
/// the message driver, reached through the exchange. Used by one thread at a time.
class Run {
 public:
  /// Steps kept for a message below DEBUG; older ones are dropped. Source: runtime-behaviour section 6.2.
  static constexpr std::size_t kStepsKept = 50;

  struct Identity {
    std::string message_id;
    std::string correlation_id;
    std::string predecessor_id;
    std::string flow_id;
    std::string flow_name;
    /// Record of the decision that let the call in; 0: none. See runtime/spi/decisions.h.
    std::uint64_t decision = 0;
    /// Somebody waits for the reply of the run; false when a timer started it.
    bool caller_waits = true;
  };

  Run(Identity identity, LogLevel level, const Clock& clock);

  const Identity& identity() const { return identity_; }
  LogLevel level() const { return level_; }
  const Clock& clock() const { return clock_; }
  TimePoint start() const { return start_; }

  /// Begins a step and returns its number, for `endStep`. Takes the snapshot before it at level TRACE.
  std::size_t beginStep(std::string_view id, std::string_view name, std::string_view kind, const Exchange& exchange);
  /// Ends it; `error` is empty when it went well.
  void endStep(std::size_t number, std::string_view error, const Exchange& exchange);
  /// Adds to the step that began last.
  void addStepProperty(std::string name, std::string value);
  void addAttachment(LogAttachment attachment) { attachments_.push_back(std::move(attachment)); }
  void addCustomHeader(std::string name, std::string value);
  /// Remembers the latest failure, also when an exception subprocess handles it; the same text again keeps the step it
  /// was first seen at.
  void noteError(std::string text, std::string_view step_id);

  /// What the script host keeps for this message and all its branches; ends with the run. Null until a script ran.
  const std::shared_ptr<void>& scriptScope() const { return script_scope_; }
  void setScriptScope(std::shared_ptr<void> scope) { script_scope_ = std::move(scope); }

  /// Keeps what is to happen once the message ends well, such as deleting what it read; it does not when it fails.
  void whenCompleted(std::function<void()> action) { at_completion_.push_back(std::move(action)); }
  /// Does what was kept, in its order. Called once, by the message driver; throws what an action throws.
  void complete() const;

  const std::vector<StepRun>& steps() const { return steps_; }
  /// Number of steps dropped from the front of `steps()`.
  std::size_t droppedSteps() const { return dropped_; }
  const std::vector<LogAttachment>& attachments() const { return attachments_; }
  const std::vector<std::pair<std::string, std::string>>& customHeaders() const { return custom_headers_; }
  const std::string& lastError() const { return last_error_; }
  std::string_view lastErrorStep() const { return last_error_step_; }

 private:
  StepRun* find(std::size_t number);

  Identity identity_;
  LogLevel level_;
  const Clock& clock_;
  TimePoint start_;
  std::vector<StepRun> steps_;
  std::size_t dropped_ = 0;
  std::vector<LogAttachment> attachments_;
  std::vector<std::pair<std::string, std::string>> custom_headers_;
  std::string last_error_;
  std::string last_error_step_;
  std::shared_ptr<void> script_scope_;
  std::vector<std::function<void()>> at_completion_;
};

}  // namespace iflowsim
