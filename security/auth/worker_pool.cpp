#include "security/auth/worker_pool.h"

#include <exception>
#include <utility>

#include "runtime/base/log.h"

namespace iflowsim {

WorkerPool::WorkerPool(Options options) : options_(options) {}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    // A job for which a thread is free, or can be started, does not count as waiting.
    if (ending_ || jobs_.size() + running_ >= options_.threads + options_.queue) return false;
    jobs_.push_back(std::move(job));
    if (threads_.size() < options_.threads && jobs_.size() + running_ > threads_.size()) {
      threads_.emplace_back([this] { work(); });
    }
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    ++running_;
    lock.unlock();
    try {
      job();
    } catch (const std::exception& exception) {
      log::error("A job of the worker pool failed", {{"cause", exception.what()}});
    }
    // Its captures may hold the last reference to something whose end takes long.
    job = nullptr;
    lock.lock();
    --running_;
  }
}

}  // namespace iflowsim
