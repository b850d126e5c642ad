#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lab/experiments/outcome_timeline.h"

namespace iflowsim {

/// Something that was done during a run, for the plot.
struct RunMark {
  std::chrono::milliseconds at{0};
  std::string what;
};

/// One way to renew, as it went.
struct RenewalRun {
  std::string title;
  std::chrono::milliseconds interval{100};
  std::vector<OutcomeTimeline::Counts> intervals;
  std::vector<RunMark> marks;
};

/// One row of characters a run, as wide as the terminal allows: `#` where all calls of the time were served, `!` where
/// some were not, `x` where none was, a blank where none ended; and what was lost in numbers.
std::string renewalChart(const std::vector<RenewalRun>& runs, std::size_t width = 100);

/// A page in itself, with one plot a run: calls per interval over time, stacked by outcome, and the marks.
std::string renewalPage(const std::vector<RenewalRun>& runs, const std::string& when);

}  // namespace iflowsim
