#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/base/waiter.h"
#include "runtime/message/run.h"

namespace iflowsim {

/// The messages in flight of one deployment, so that it can be drained and what remains be given up. Every message ends
/// exactly once: it is finished, or it is abandoned before. Thread-safe.
class InFlight {
 public:
  /// One message, counted for as long as this lives; used by the thread that runs it.
  class Flight {
   public:
    explicit Flight(InFlight& in_flight);
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;
    ~Flight();

    /// False when the deployment was closed before: the message must not begin.
    bool isAdmitted() const { return admitted_; }
    /// From now on the message can be abandoned. Called once, after its begin is written to the processing log.
    void canBeAbandoned(std::shared_ptr<const Run> run);
    /// The message is at its end. False when it was abandoned before: its end is of no account then.
    bool finish();

   private:
    friend class InFlight;
    InFlight& in_flight_;
    std::shared_ptr<const Run> run_;
    std::size_t shard_ = 0;
    std::size_t place_ = 0;
    bool listed_ = false;
    bool admitted_ = true;
  };

  /// No message is admitted from now on; those admitted before are in flight.
  void close() { closed_ = true; }

  /// Whether none are left after at most that time.
  bool waitForNone(std::chrono::milliseconds time, const Waiter& waiter);
  bool none() const { return count_.load() == 0; }
  /// Abandons what is still running and returns it.
  std::vector<std::shared_ptr<const Run>> abandonAll();

 private:
  /// Messages begin and end on many threads; shards keep them out of each other's way.
  struct alignas(64) Shard {
    std::mutex mutex;
    std::vector<Flight*> flights;
  };

  std::atomic<std::int64_t> count_{0};
  std::atomic<bool> closed_{false};
  std::mutex mutex_;
  std::condition_variable none_;
  std::array<Shard, 8> shards_;
};

}  // namespace iflowsim
