#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace iflowsim {

/// What became of a call.
enum class CallOutcome {
  /// 2xx.
  Served,
  /// 401 or 403.
  Refused,
  /// 404 or 503: the flow is not there for the moment.
  Unavailable,
  /// Any other status.
  Failed,
  /// No answer: connection or handshake failed.
  Lost,
};

inline constexpr std::size_t kCallOutcomes = 5;

/// `served`, `refused (401, 403)` ...
std::string_view toText(CallOutcome outcome);

/// How many calls ended how, for each interval of a run. Thread-safe.
class OutcomeTimeline {
 public:
  using Counts = std::array<std::uint64_t, kCallOutcomes>;

  explicit OutcomeTimeline(std::chrono::milliseconds interval = std::chrono::milliseconds{100}) : interval_(interval) {}

  /// Counts a call that ended that long after the start of the run; what ended before the start counts as its first.
  void add(std::chrono::milliseconds at, CallOutcome outcome);

  std::chrono::milliseconds interval() const { return interval_; }
  /// One entry for each interval up to the last one with a call.
  std::vector<Counts> intervals() const;
  Counts total() const;

 private:
  const std::chrono::milliseconds interval_;
  mutable std::mutex mutex_;
  std::vector<Counts> intervals_;
};

/// All calls of the counts.
std::uint64_t callsOf(const OutcomeTimeline::Counts& counts);
/// Calls that were not served.
std::uint64_t lossesOf(const OutcomeTimeline::Counts& counts);

}  // namespace iflowsim
