#pragma once

#include <cstddef>
#include <memory>
#include <memory_resource>
#include <vector>

#include "runtime/monitor/log_sink.h"

namespace iflowsim {

/// What happened to runs while the writer of the processing log was busy with what happened before. A message that
/// begins and ends within one batch costs no memory of its own, and its run is free again at once, on the thread that
/// made it: under load that is worth more than anything else here. Not thread-safe.
class LogBatch {
 public:
  struct End {
    /// The run whose begin was in an earlier batch, to find that one again, not to look into; null when it was in this
    /// one.
    const Run* begun_before = nullptr;
    LogRow row;
  };

  LogBatch();
  LogBatch(const LogBatch&) = delete;
  LogBatch& operator=(const LogBatch&) = delete;

  void begin(std::shared_ptr<const Run> run) { running_.push_back(std::move(run)); }
  /// Copies the texts of the row.
  void end(const Run& run, LogRow row);
  /// The end of a run that leaves no row. True when its begin was in this batch.
  bool forget(const Run& run);

  /// Runs that have begun and not ended.
  const std::vector<std::shared_ptr<const Run>>& running() const { return running_; }
  std::vector<End>& ends() { return ends_; }
  bool empty() const { return running_.empty() && ends_.empty(); }
  /// The batch is empty afterwards, and texts of its rows are gone.
  void clear();

 private:
  void keepTexts(LogRow& row);

  std::vector<std::shared_ptr<const Run>> running_;
  std::vector<End> ends_;
  std::unique_ptr<std::byte[]> space_;
  std::pmr::monotonic_buffer_resource texts_;
};

}  // namespace iflowsim
