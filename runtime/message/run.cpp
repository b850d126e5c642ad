#include "runtime/message/run.h"

#include "runtime/message/exchange.h"

namespace iflowsim {

namespace {

std::shared_ptr<const TraceSnapshot> snapshot(const Exchange& exchange) {
  auto taken = std::make_shared<TraceSnapshot>();
  for (const auto& [name, value] : exchange.headers()) taken->headers.emplace_back(name, value.toText());
  for (const auto& [name, value] : exchange.properties()) taken->properties.emplace_back(name, value.toText());
  taken->body = exchange.body().text();
  return taken;
}

std::int64_t monotonicMicroseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string_view toText(LogLevel level) {
  switch (level) {
    case LogLevel::None:
      return "NONE";
    case LogLevel::Error:
      return "ERROR";
    case LogLevel::Info:
      return "INFO";
    case LogLevel::Debug:
      return "DEBUG";
    case LogLevel::Trace:
      break;
  }
  return "TRACE";
}

std::string_view toText(RunStatus status) {
  switch (status) {
    case RunStatus::Processing:
      return "PROCESSING";
    case RunStatus::Completed:
      return "COMPLETED";
    case RunStatus::Failed:
      return "FAILED";
    case RunStatus::Retry:
      return "RETRY";
    case RunStatus::Escalated:
      return "ESCALATED";
    case RunStatus::Cancelled:
      return "CANCELLED";
    case RunStatus::Discarded:
      return "DISCARDED";
    case RunStatus::Abandoned:
      break;
  }
  return "ABANDONED";
}

Run::Run(Identity identity, LogLevel level, const Clock& clock)
    : identity_(std::move(identity)), level_(level), clock_(clock), start_(clock.now()) {
  // Enough for most flows, so that the steps are not moved again and again as they come.
  constexpr std::size_t kUsualSteps = 8;
  steps_.reserve(kUsualSteps);
}

std::size_t Run::beginStep(std::string_view id, std::string_view name, std::string_view kind,
                           const Exchange& exchange) {
  if (level_ < LogLevel::Debug && steps_.size() >= 2 * kStepsKept) {
    steps_.erase(steps_.begin(), steps_.begin() + kStepsKept);
    dropped_ += kStepsKept;
  }
  StepRun& step = steps_.emplace_back();
  step.step_id = id;
  step.step_name = name;
  step.step_kind = kind;
  step.start = clock_.now();
  step.duration = -monotonicMicroseconds();
  if (level_ == LogLevel::Trace) step.before = snapshot(exchange);
  return dropped_ + steps_.size() - 1;
}

void Run::endStep(std::size_t number, std::string_view error, const Exchange& exchange) {
  StepRun* step = find(number);
  if (step == nullptr) return;
  step->duration += monotonicMicroseconds();
  step->error = error;
  if (level_ == LogLevel::Trace) step->after = snapshot(exchange);
}

StepRun* Run::find(std::size_t number) {
  return number < dropped_ || number - dropped_ >= steps_.size() ? nullptr : &steps_[number - dropped_];
}

void Run::addStepProperty(std::string name, std::string value) {
  if (!steps_.empty()) steps_.back().properties.emplace_back(std::move(name), std::move(value));
}

void Run::addCustomHeader(std::string name, std::string value) {
  // Longer values are truncated: runtime-behaviour section 6.3.
  constexpr std::size_t kMaxValue = 200;
  if (value.size() > kMaxValue) value.resize(kMaxValue);
  custom_headers_.emplace_back(std::move(name), std::move(value));
}

void Run::complete() const {
  for (const std::function<void()>& action : at_completion_) action();
}

void Run::noteError(std::string text, std::string_view step_id) {
  // The same failure on its way out through enclosing steps belongs to the innermost one.
  if (text == last_error_) return;
  last_error_ = std::move(text);
  last_error_step_ = step_id;
}

}  // namespace iflowsim
