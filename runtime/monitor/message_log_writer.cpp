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

}  // namespace

MessageLogWriter::MessageLogWriter(LogSink& sink, const Clock& clock, Options options)
    : sink_(sink), clock_(clock), options_(options), next_change_(sink.lastChange() + 1) {
  events_.reserve(options_.capacity);
  thread_ = std::thread([this] { work(); });
}

MessageLogWriter::~MessageLogWriter() {
  stop();
}

void MessageLogWriter::begin(std::shared_ptr<const Run> run) {
  if (run->level() == LogLevel::None) return;
  push({std::move(run), nullptr});
}

void MessageLogWriter::finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) {
  if (run->level() == LogLevel::None) return;
  auto row = std::make_unique<LogRow>();
  row->run = std::move(run);
  row->summary = std::move(summary);
  row->end = end;
  row->finished = true;
  if (isLogged(row->run->level(), row->summary.status)) selectDetails(*row);
  push({nullptr, std::move(row)});
}

void MessageLogWriter::abandon(std::shared_ptr<const Run> run, TimePoint end) {
  if (run->level() == LogLevel::None) return;
  auto row = std::make_unique<LogRow>();
  row->run = std::move(run);
  row->summary.status = RunStatus::Abandoned;
  row->end = end;
  push({nullptr, std::move(row)});
}

void MessageLogWriter::push(Event event) {
  const bool ends = event.second != nullptr;
  bool wake = false;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return events_.size() < options_.capacity || failing_ || stopping_; });
    if (stopping_) return;
    if (events_.size() >= options_.capacity) {
      if (ends) ++lost_;
      return;
    }
    events_.push_back(std::move(event));
    ++pushed_;
    if (ends) ++ended_;
    wake = asleep_ || ended_ == options_.group || events_.size() == options_.capacity;
    asleep_ = asleep_ && !wake;
  }
  if (wake) wake_.notify_one();
}

void MessageLogWriter::flush() {
  std::unique_lock lock(mutex_);
  const std::uint64_t target = pushed_;
  flush_ = true;
  wake_.notify_one();
  done_.wait(lock, [this, target] { return handled_ >= target; });
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
  std::vector<Event> events;
  events.reserve(options_.capacity);
  for (bool more = true; more;) {
    more = waitForEvents(events);
    handle(events);
    if (!more) noteAbandoned();
    commitRows();
    const std::size_t count = events.size();
    events.clear();
    const std::lock_guard lock(mutex_);
    handled_ += count;
    done_.notify_all();
  }
  if (failing_) {
    log::error("the processing log could not be written up to the end", {{"rows lost", std::to_string(lost_)}});
  }
}

/// Takes what there is once it is time for a commit; false when it was the last time.
bool MessageLogWriter::waitForEvents(std::vector<Event>& events) {
  const auto urgent = [this] {
    return stopping_ || flush_ || ended_ >= options_.group || events_.size() >= options_.capacity;
  };
  std::unique_lock lock(mutex_);
  for (int idle = 0; !wake_.wait_for(lock, options_.interval, urgent) && events_.empty();) {
    if (++idle < kIntervalsAwake) continue;
    asleep_ = true;
    wake_.wait(lock, [&] { return !asleep_ || urgent(); });
    asleep_ = false;
    idle = 0;
  }
  events.swap(events_);
  ended_ = 0;
  flush_ = false;
  const bool more = !stopping_;
  lock.unlock();
  room_.notify_all();
  return more;
}

void MessageLogWriter::handle(std::vector<Event>& events) {
  for (auto& [run, row] : events) {
    if (row == nullptr) {
      const Run* key = run.get();
      running_.emplace(key, Running{std::move(run), 0});
      continue;
    }
    noteEnd(std::move(*row));
    row.reset();
    if (rows_.size() >= options_.group) commitRows();
  }
  noteRunning();
}

void MessageLogWriter::noteEnd(LogRow row) {
  if (const auto found = running_.find(row.run.get()); found != running_.end()) {
    row.replaces = found->second.change;
    running_.erase(found);
  }
  if (!isLogged(row.run->level(), row.summary.status)) return;
  shortenApplicationId(row.summary.application_id);
  row.change = next_change_++;
  rows_.push_back(std::move(row));
}

void MessageLogWriter::noteRunning() {
  for (auto& [key, running] : running_) {
    if (running.change != 0 || !isLogged(running.run->level(), RunStatus::Processing)) continue;
    running.change = next_change_++;
    rows_.push_back({.change = running.change, .run = running.run});
  }
}

void MessageLogWriter::noteAbandoned() {
  for (auto& [key, running] : running_) {
    // Its PROCESSING row, if noteRunning has just made one, is among the same rows and before this one.
    rows_.push_back({.change = next_change_++,
                     .replaces = running.change,
                     .run = running.run,
                     .summary = {.status = RunStatus::Abandoned},
                     .end = clock_.now()});
  }
  running_.clear();
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
