#include "security/auth/decision_log.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace iflowsim {

namespace {

/// Ids begin at the microsecond the log was made in: nobody calls a million times a second, so no id comes twice.
std::uint64_t firstId() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

std::optional<std::uint64_t> readId(const std::string& text) {
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

bool isNewer(const Decision& left, const Decision& right) {
  return left.id > right.id;
}

}  // namespace

DecisionLog::DecisionLog(const Clock& clock, Options options) : clock_(clock), options_(options), next_id_(firstId()) {}

DecisionLog::~DecisionLog() = default;

Decision& DecisionLog::slotIn(Ring& ring, std::size_t capacity) {
  if (ring.decisions.size() < std::max<std::size_t>(1, capacity)) return ring.decisions.emplace_back();
  Decision& slot = ring.decisions[ring.next];
  ring.next = (ring.next + 1) % ring.decisions.size();
  return slot;
}

std::uint64_t DecisionLog::keep(bool passed, const std::function<void(Decision&)>& fill) {
  const std::uint64_t id = next_id_.fetch_add(1, std::memory_order_relaxed);
  const TimePoint now = clock_.now();
  Shard& shard = shards_[id % kShards];
  const std::lock_guard lock(shard.mutex);
  Decision& slot =
      slotIn(passed ? shard.passed : shard.refused, (passed ? options_.passed_kept : options_.refused_kept) / kShards);
  fill(slot);
  slot.id = id;
  slot.time = now;
  slot.passed = passed;
  return id;
}

void DecisionLog::revise(std::uint64_t id, const std::function<void(Decision&)>& change) {
  Shard& shard = shards_[id % kShards];
  const std::lock_guard lock(shard.mutex);
  for (Ring* ring : {&shard.passed, &shard.refused}) {
    for (Decision& decision : ring->decisions) {
      if (decision.id == id) change(decision);
    }
  }
}

std::vector<DecisionReport> DecisionLog::latest(std::size_t count, bool refused_only) const {
  std::vector<Decision> all;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    all.insert(all.end(), shard.refused.decisions.begin(), shard.refused.decisions.end());
    for (const Decision& decision : shard.passed.decisions) {
      if (!refused_only || !decision.passed) all.push_back(decision);
    }
  }
  std::sort(all.begin(), all.end(), isNewer);
  if (all.size() > count) all.resize(count);
  std::vector<DecisionReport> reports;
  reports.reserve(all.size());
  for (const Decision& decision : all) reports.push_back(describe(decision));
  return reports;
}

std::optional<DecisionReport> DecisionLog::find(const std::string& id) const {
  const auto number = readId(id);
  if (!number) return std::nullopt;
  const Shard& shard = shards_[*number % kShards];
  const std::lock_guard lock(shard.mutex);
  for (const Ring* ring : {&shard.passed, &shard.refused}) {
    for (const Decision& decision : ring->decisions) {
      if (decision.id == *number) return describe(decision);
    }
  }
  return std::nullopt;
}

}  // namespace iflowsim
