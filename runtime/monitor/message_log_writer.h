#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/monitor/log_batch.h"
#include "runtime/monitor/log_sink.h"
#include "runtime/spi/processing_log.h"

namespace iflowsim {

/// Writes the processing log in the background: `begin` and `finish` only note in a batch what happened, one thread
/// takes the batch and commits in groups, so that a message costs one row, and the disk is no concern of the message.
///
/// The batch is bounded. When it is full because messages end faster than rows can be written, callers wait for room:
/// the log slows messages down rather than losing them. When it is full because commits fail (disk full), rows that
/// find no room are dropped, counted and reported, so that a broken disk does not stop the messages; what was taken is
/// tried again until it succeeds. Thread-safe.
class MessageLogWriter final : public ProcessingLog {
 public:
  struct Options {
    /// A commit at the latest after this time.
    std::chrono::milliseconds interval{50};
    /// Rows of one commit; as soon as so many wait, they are committed.
    std::size_t group = 1000;
    /// Messages that have ended while the ones before are being written.
    std::size_t capacity = 16'384;
    /// Pause before a failed commit is tried again.
    std::chrono::milliseconds retry{500};
  };

  /// The sink and the clock outlive the writer.
  MessageLogWriter(LogSink& sink, const Clock& clock, Options options);
  MessageLogWriter(LogSink& sink, const Clock& clock) : MessageLogWriter(sink, clock, Options{}) {}
  /// Stops.
  ~MessageLogWriter() override;
  MessageLogWriter(const MessageLogWriter&) = delete;
  MessageLogWriter& operator=(const MessageLogWriter&) = delete;

  void begin(std::shared_ptr<const Run> run) override;
  void finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) override;
  void abandon(std::shared_ptr<const Run> run, TimePoint end) override;

  /// Returns when everything noted before is committed, or dropped by a failing store; runs still running then have
  /// their row.
  void flush();
  /// Commits everything; runs still running become ABANDONED (runtime-behaviour 6.1). Later calls are ignored.
  void stop();
  /// Rows dropped because they could not be written.
  std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

 private:
  struct Running {
    std::shared_ptr<const Run> run;
    /// Its PROCESSING row; 0 while it has none.
    std::int64_t change = 0;
  };

  void noteEnd(const Run& run, LogRow row);
  bool isFull() const { return open_->ends().size() >= options_.capacity; }
  bool mustWake();
  void work();
  bool take(std::unique_ptr<LogBatch>& batch);
  void handle(LogBatch& batch);
  void addEnd(LogBatch::End& end);
  void noteRunning();
  void noteAbandoned();
  void commitRows();
  bool tryCommit();
  void giveUp();

  LogSink& sink_;
  const Clock& clock_;
  const Options options_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable room_;
  std::condition_variable done_;
  // Guarded by mutex_.
  std::unique_ptr<LogBatch> open_ = std::make_unique<LogBatch>();
  /// Batches taken and batches done with.
  std::uint64_t taken_ = 0;
  std::uint64_t handled_ = 0;
  bool asleep_ = false;
  bool flush_ = false;
  bool stopping_ = false;
  bool stopped_ = false;

  std::atomic<bool> failing_{false};
  std::atomic<std::uint64_t> lost_{0};

  // Used by the writer thread only.
  std::unordered_map<const Run*, Running> running_;
  std::vector<LogRow> rows_;
  std::int64_t next_change_ = 0;
  std::thread thread_;
};

}  // namespace iflowsim
