#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

#include "security/auth/decision.h"

namespace iflowsim {

/// The latest decisions of the tenant, in memory and bounded: those that passed and the refusals apart, so that neither
/// drives out the other. Thread-safe, cheap enough for every call; full rings overwrite their oldest entry in place.
class DecisionLog final : public DecisionReader {
 public:
  struct Options {
    std::size_t passed_kept = 1'000;
    std::size_t refused_kept = 4'000;
  };

  /// The clock must outlive it.
  DecisionLog(const Clock& clock, Options options);
  ~DecisionLog() override;

  /// Keeps a decision and returns its id, which is unique also across restarts and greater than all before. `fill`
  /// assigns every member but id, time and `passed`; it finds those of an older decision.
  std::uint64_t passed(const std::function<void(Decision&)>& fill) { return keep(true, fill); }
  std::uint64_t refused(const std::function<void(Decision&)>& fill) { return keep(false, fill); }

  /// Changes a decision in place, unless it was dropped for newer ones: a call that was let through and could not go on
  /// after all becomes a refusal.
  void revise(std::uint64_t id, const std::function<void(Decision&)>& change);

  std::vector<DecisionReport> latest(std::size_t count, bool refused_only) const override;
  std::optional<DecisionReport> find(const std::string& id) const override;

 private:
  /// Threads seldom meet at the lock of a shard.
  static constexpr std::size_t kShards = 8;
  struct Ring {
    std::vector<Decision> decisions;
    std::size_t next = 0;
  };
  struct Shard {
    mutable std::mutex mutex;
    Ring passed;
    Ring refused;
  };

  std::uint64_t keep(bool passed, const std::function<void(Decision&)>& fill);
  static Decision& slotIn(Ring& ring, std::size_t capacity);

  const Clock& clock_;
  const Options options_;
  std::atomic<std::uint64_t> next_id_;
  std::array<Shard, kShards> shards_;
};

}  // namespace iflowsim
