#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace iflowsim {

/// Threads that run jobs in the order they came, with a bounded queue. Thread-safe. Threads are started when there is
/// work for them. (Poco::ThreadPool has no queue, and Poco::TaskManager no bound.)
class WorkerPool {
 public:
  struct Options {
    std::size_t threads = 32;
    /// Jobs that may wait for a thread.
    std::size_t queue = 1024;
  };

  explicit WorkerPool(Options options);
  /// Runs what is queued, then ends the threads.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False, and the job is not taken, when the queue is full. An exception out of a job is logged and ends the job.
  [[nodiscard]] bool submit(std::function<void()> job);

 private:
  void work();

  const Options options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  std::size_t running_ = 0;
  bool ending_ = false;
};

}  // namespace iflowsim
