#include "runtime/monitor/message_log_writer.h"

#include <string>
#include <utility>

#include "runtime/base/log.h"
#include "runtime/monitor/log_rules.h"

namespace iflowsim {

namespace {

/// So many empty intervals, and the writer sleeps until it is woken.
constexpr int kIntervalsAwake = 20;
/// So often a commit is tried while stopping.
constexpr int kLastAttempts = 3;

/// The row of a run as far as it is known from its begin.
LogRow rowOf(const Run& run) {
  const Run::Identity& identity = run.identity();
  return {.message_id = identity.message_id,
          .correlation_id = identity.correlation_id,
          .predecessor_id = identity.predecessor_id,
          .flow_id = identity.flow_id,
          .flow_name = identity.flow_name,
          .level = run.level(),
          .start = run.start(),
          .decision = identity.decision};
}

/// The texts of the summary and the run stay where they are.
LogRow rowOf(const std::shared_ptr<const Run>& run, const RunSummary& summary) {
  LogRow row = rowOf(*run);
  row.status = summary.status;
  row.sender = summary.sender;
  row.receiver = summary.receiver;
  row.application_id = storedApplicationId(summary.application_id);
  row.message_type = summary.message_type;
  row.custom_status = summary.custom_status;
  row.error = summary.error;
  row.error_step = run->lastErrorStep();
  row.intermediate_error = run->lastError();
  if (isLogged(row.level, row.status)) row.record = recordOf(run, summary);
  return row;
}

}  // namespace

MessageLogWriter::MessageLogWriter(LogSink& sink, const Clock& clock, Options options)
    : sink_(sink), clock_(clock), options_(options), next_change_(sink.lastChange() + 1) {
  thread_ = std::thread([this] { work(); });
}

MessageLogWriter::~MessageLogWriter() {
  stop();
}

void MessageLogWriter::begin(std::shared_ptr<const Run> run) {
  if (run->level() == LogLevel::None) return;
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    open_->begin(std::move(run));
    wake = mustWake();
  }
  if (wake) wake_.notify_one();
}

void MessageLogWriter::finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) {
  if (run->level() == LogLevel::None) return;
  LogRow row = rowOf(run, summary);
  row.end = end;
  noteEnd(*run, std::move(row));
}

void MessageLogWriter::abandon(std::shared_ptr<const Run> run, TimePoint end) {
  if (run->level() == LogLevel::None) return;
  LogRow row = rowOf(*run);
  row.status = RunStatus::Abandoned;
  row.end = end;
  noteEnd(*run, std::move(row));
}

void MessageLogWriter::noteEnd(const Run& run, LogRow row) {
  bool wake = false;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return !isFull() || failing_ || stopping_; });
    if (stopping_) return;
    if (isFull()) {
      open_->forget(run);
      ++lost_;
      return;
    }
    open_->end(run, std::move(row));
    wake = mustWake();
  }
  if (wake) wake_.notify_one();
}

bool MessageLogWriter::mustWake() {
  const bool wake = asleep_ || open_->ends().size() == options_.group || isFull();
  asleep_ = asleep_ && !wake;
  return wake;
}

void MessageLogWriter::flush() {
  std::unique_lock lock(mutex_);
  // The batch that is open now.
  const std::uint64_t target = taken_ + 1;
  flush_ = true;
  wake_.notify_one();
  done_.wait(lock, [this, target] { return handled_ >= target || stopped_; });
}

void MessageLogWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  wake_.notify_one();
  room_.notify_all();
  thread_.join();
}

void MessageLogWriter::work() {
  auto batch = std::make_unique<LogBatch>();
  for (bool more = true; more;) {
    more = take(batch);
    handle(*batch);
    if (!more) noteAbandoned();
    commitRows();
    batch->clear();
    const std::lock_guard lock(mutex_);
    ++handled_;
    stopped_ = !more;
    done_.notify_all();
  }
  if (failing_) {
    log::error("the processing log could not be written up to the end", {{"rows lost", std::to_string(lost_)}});
  }
}

/// Takes the open batch for an empty one once it is time for a commit; false when it was the last time.
bool MessageLogWriter::take(std::unique_ptr<LogBatch>& batch) {
  const auto urgent = [this] { return stopping_ || flush_ || open_->ends().size() >= options_.group || isFull(); };
  std::unique_lock lock(mutex_);
  for (int idle = 0; !wake_.wait_for(lock, options_.interval, urgent) && open_->empty();) {
    if (++idle < kIntervalsAwake) continue;
    asleep_ = true;
    wake_.wait(lock, [&] { return !asleep_ || urgent(); });
    asleep_ = false;
    idle = 0;
  }
  batch.swap(open_);
  ++taken_;
  flush_ = false;
  const bool more = !stopping_;
  lock.unlock();
  room_.notify_all();
  return more;
}

void MessageLogWriter::handle(LogBatch& batch) {
  for (LogBatch::End& end : batch.ends()) {
    addEnd(end);
    if (rows_.size() >= options_.group) commitRows();
  }
  // After the ends: a run may stand where one stood that has ended before it began.
  for (const auto& run : batch.running()) running_.emplace(run.get(), Running{run, 0});
  noteRunning();
}

void MessageLogWriter::addEnd(LogBatch::End& end) {
  if (const auto found = running_.find(end.begun_before); found != running_.end()) {
    end.row.replaces = found->second.change;
    running_.erase(found);
  }
  if (!isLogged(end.row.level, end.row.status)) return;
  end.row.change = next_change_++;
  rows_.push_back(std::move(end.row));
}

void MessageLogWriter::noteRunning() {
  for (auto& [key, running] : running_) {
    if (running.change != 0 || !isLogged(running.run->level(), RunStatus::Processing)) continue;
    running.change = next_change_++;
    rows_.push_back(rowOf(*running.run));
    rows_.back().change = running.change;
  }
}

void MessageLogWriter::noteAbandoned() {
  for (auto& [key, running] : running_) {
    // Its PROCESSING row, if noteRunning has just made one, is among the same rows and before this one.
    LogRow row = rowOf(*running.run);
    row.change = next_change_++;
    row.replaces = running.change;
    row.status = RunStatus::Abandoned;
    row.end = clock_.now();
    rows_.push_back(std::move(row));
  }
}

void MessageLogWriter::commitRows() {
  if (rows_.empty()) return;
  for (int attempt = 1; !tryCommit(); ++attempt) {
    std::unique_lock lock(mutex_);
    room_.notify_all();
    if (stopping_ && attempt >= kLastAttempts) return giveUp();
    wake_.wait_for(lock, options_.retry, [this, attempt] { return stopping_ && attempt < kLastAttempts; });
  }
  rows_.clear();
}

bool MessageLogWriter::tryCommit() {
  try {
    sink_.commit(rows_);
    if (failing_.exchange(false)) log::info("the processing log is written again", {{"lost", std::to_string(lost_)}});
    return true;
  } catch (const std::exception& error) {
    if (!failing_.exchange(true)) {
      log::error("the processing log cannot be written; it is tried again, and rows are dropped once the queue is full",
                 {{"cause", error.what()}});
    }
    return false;
  }
}

void MessageLogWriter::giveUp() {
  lost_ += rows_.size();
  rows_.clear();
}

}  // namespace iflowsim
