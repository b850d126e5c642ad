#include "runtime/channel/in_flight.h"

#include <functional>
#include <thread>
#include <utility>

namespace iflowsim {

InFlight::Flight::Flight(InFlight& in_flight) : in_flight_(in_flight) {
  // Counted before it looks, while close() is followed by a look at the count: one of the two sees the other.
  in_flight_.count_.fetch_add(1);
  admitted_ = !in_flight_.closed_;
}

InFlight::Flight::~Flight() {
  finish();
  if (in_flight_.count_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  const std::lock_guard lock(in_flight_.mutex_);
  in_flight_.none_.notify_all();
}

void InFlight::Flight::canBeAbandoned(std::shared_ptr<const Run> run) {
  run_ = std::move(run);
  shard_ = std::hash<std::thread::id>()(std::this_thread::get_id()) % in_flight_.shards_.size();
  Shard& shard = in_flight_.shards_[shard_];
  const std::lock_guard lock(shard.mutex);
  place_ = shard.flights.size();
  shard.flights.push_back(this);
  listed_ = true;
}

bool InFlight::Flight::finish() {
  if (!run_) return true;
  Shard& shard = in_flight_.shards_[shard_];
  const std::lock_guard lock(shard.mutex);
  if (!std::exchange(listed_, false)) return false;
  shard.flights[place_] = shard.flights.back();
  shard.flights[place_]->place_ = place_;
  shard.flights.pop_back();
  // Nothing is left to do when the flight ends.
  run_ = nullptr;
  return true;
}

bool InFlight::waitForNone(std::chrono::milliseconds time, const Waiter& waiter) {
  std::unique_lock lock(mutex_);
  return waiter.waitFor(lock, none_, time, [this] { return none(); });
}

std::vector<std::shared_ptr<const Run>> InFlight::abandonAll() {
  std::vector<std::shared_ptr<const Run>> abandoned;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (Flight* flight : shard.flights) {
      flight->listed_ = false;
      abandoned.push_back(flight->run_);
    }
    shard.flights.clear();
  }
  return abandoned;
}

}  // namespace iflowsim
