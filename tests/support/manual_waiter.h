#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

#include "runtime/base/waiter.h"

namespace iflowsim {

/// Lets waiting threads go on when the test says that time has passed. Thread-safe; outlives those who wait.
class ManualWaiter final : public Waiter {
 public:
  bool waitFor(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, std::chrono::milliseconds time,
               const std::function<bool()>& done) const override {
    if (done()) return true;
    const auto end = begin(time);
    // The time is not what is waited for: a nap only bounds how late the test's word is heard.
    while (!done() && !hasPassed(end)) changed.wait_for(lock, std::chrono::milliseconds{1});
    return done();
  }

  /// Lets time pass for all who wait.
  void advance(std::chrono::milliseconds by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }

  /// Returns when somebody has begun to wait for the time of that number, counted from 1.
  void awaitWait(std::size_t number) const {
    std::unique_lock lock(mutex_);
    began_.wait(lock, [&] { return asked_.size() >= number; });
  }

  /// How long those who had to wait were going to, in the order they came.
  std::vector<std::chrono::milliseconds> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  std::chrono::milliseconds begin(std::chrono::milliseconds time) const {
    const std::lock_guard lock(mutex_);
    asked_.push_back(time);
    began_.notify_all();
    return now_ + time;
  }
  bool hasPassed(std::chrono::milliseconds end) const {
    const std::lock_guard lock(mutex_);
    return now_ >= end;
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable began_;
  mutable std::vector<std::chrono::milliseconds> asked_;
  std::chrono::milliseconds now_{0};
};

}  // namespace iflowsim
