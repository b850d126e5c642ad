#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace iflowsim {

/// Lets a thread wait for something, but not for ever. Whatever lets time pass on purpose waits through it, so that
/// tests can make the time pass. Implementations are thread-safe.
class Waiter {
 public:
  virtual ~Waiter() = default;
  /// Returns, with the lock held, once `done` holds or that time has passed; tells whether `done` holds. Whoever makes
  /// it hold does so under the lock's mutex and notifies `changed`.
  virtual bool waitFor(std::unique_lock<std::mutex>& lock, std::condition_variable& changed,
                       std::chrono::milliseconds time, const std::function<bool()>& done) const = 0;
};

/// Waits by the machine's time.
class SystemWaiter final : public Waiter {
 public:
  bool waitFor(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, std::chrono::milliseconds time,
               const std::function<bool()>& done) const override {
    return changed.wait_for(lock, time, done);
  }
};

}  // namespace iflowsim
