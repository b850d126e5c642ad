#include "lab/experiments/outcome_timeline.h"

#include <algorithm>
#include <numeric>

namespace iflowsim {

std::string_view toText(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::Served:
      return "served";
    case CallOutcome::Refused:
      return "refused (401, 403)";
    case CallOutcome::Unavailable:
      return "flow not there (404, 503)";
    case CallOutcome::Failed:
      return "failed";
    case CallOutcome::Lost:
      return "no answer";
  }
  return "unknown";
}

void OutcomeTimeline::add(std::chrono::milliseconds at, CallOutcome outcome) {
  const auto place = static_cast<std::size_t>(std::max<std::int64_t>(0, at / interval_));
  const std::lock_guard lock(mutex_);
  if (intervals_.size() <= place) intervals_.resize(place + 1);
  ++intervals_[place][static_cast<std::size_t>(outcome)];
}

std::vector<OutcomeTimeline::Counts> OutcomeTimeline::intervals() const {
  const std::lock_guard lock(mutex_);
  return intervals_;
}

OutcomeTimeline::Counts OutcomeTimeline::total() const {
  Counts sum{};
  for (const Counts& counts : intervals()) {
    for (std::size_t i = 0; i < kCallOutcomes; ++i) sum[i] += counts[i];
  }
  return sum;
}

std::uint64_t callsOf(const OutcomeTimeline::Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint64_t lossesOf(const OutcomeTimeline::Counts& counts) {
  return callsOf(counts) - counts[static_cast<std::size_t>(CallOutcome::Served)];
}

}  // namespace iflowsim
