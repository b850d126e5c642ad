#include "lab/experiments/outcome_timeline.h"

#include <thread>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using std::chrono::milliseconds;

TEST(OutcomeTimeline, CountsCallsByTheIntervalTheyEndedIn) {
  OutcomeTimeline timeline(milliseconds(100));

  timeline.add(milliseconds(0), CallOutcome::Served);
  timeline.add(milliseconds(99), CallOutcome::Served);
  timeline.add(milliseconds(250), CallOutcome::Unavailable);

  const auto intervals = timeline.intervals();
  ASSERT_EQ(intervals.size(), 3U);
  EXPECT_EQ(intervals[0][static_cast<std::size_t>(CallOutcome::Served)], 2U);
  EXPECT_EQ(callsOf(intervals[1]), 0U);
  EXPECT_EQ(intervals[2][static_cast<std::size_t>(CallOutcome::Unavailable)], 1U);
}

TEST(OutcomeTimeline, TellsLossesFromWhatWasServed) {
  OutcomeTimeline timeline;

  timeline.add(milliseconds(1), CallOutcome::Served);
  timeline.add(milliseconds(1), CallOutcome::Refused);
  timeline.add(milliseconds(500), CallOutcome::Lost);

  EXPECT_EQ(callsOf(timeline.total()), 3U);
  EXPECT_EQ(lossesOf(timeline.total()), 2U);
}

TEST(OutcomeTimeline, LosesNothingBetweenThreads) {
  OutcomeTimeline timeline;
  const auto count = [&timeline] {
    for (int i = 0; i < 1000; ++i) timeline.add(milliseconds(i), CallOutcome::Served);
  };

  std::thread one(count);
  std::thread other(count);
  one.join();
  other.join();

  EXPECT_EQ(callsOf(timeline.total()), 2000U);
}

}  // namespace
}  // namespace iflowsim
