#include "runtime/channel/scheduler.h"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

using std::chrono::minutes;

/// Longer than anything here takes; only a failing test waits for it.
constexpr std::chrono::seconds kPatience{30};

/// Due at every full minute after a start.
class EveryMinute final : public Schedule {
 public:
  explicit EveryMinute(TimePoint start) : start_(start) {}
  std::optional<TimePoint> nextAfter(TimePoint after) const override {
    return start_ + (std::chrono::floor<minutes>(after - start_) + minutes{1});
  }

 private:
  TimePoint start_;
};

class Never final : public Schedule {
 public:
  std::optional<TimePoint> nextAfter(TimePoint) const override { return std::nullopt; }
};

/// The times a job ran at, seen from the test's thread.
class Ticks {
 public:
  void add(TimePoint at) {
    const std::lock_guard lock(mutex_);
    times_.push_back(at);
    changed_.notify_all();
  }

  /// False when there are fewer than that in the end.
  bool waitFor(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return times_.size() >= count; });
  }

  std::vector<TimePoint> times() {
    const std::lock_guard lock(mutex_);
    return times_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<TimePoint> times_;
};

/// Due one minute after a start; remembers after which times it was asked for the next.
class AskedOnceMore final : public Schedule {
 public:
  AskedOnceMore(TimePoint start, Ticks& asked) : start_(start), asked_(asked) {}
  std::optional<TimePoint> nextAfter(TimePoint after) const override {
    asked_.add(after);
    return after == start_ ? std::optional(start_ + minutes{1}) : std::nullopt;
  }

 private:
  TimePoint start_;
  Ticks& asked_;
};

/// A scheduler whose clock the test moves.
struct Scheduled {
  void advance(minutes by) {
    clock.advance(by);
    scheduler.clockChanged();
  }
  /// Lets minutes pass until the job has run that often. The job may still be looking for its next time when a minute
  /// passes, so one is not always enough.
  bool advanceUntil(std::size_t count) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (ticks.times().size() < count && std::chrono::steady_clock::now() < limit) {
      advance(minutes{1});
      std::this_thread::yield();
    }
    return ticks.times().size() >= count;
  }
  std::unique_ptr<ScheduledJob> everyMinute(std::function<void()> job) {
    return scheduler.add(std::make_shared<EveryMinute>(start), std::move(job));
  }

  ManualClock clock;
  TimePoint start = clock.now();
  ThreadScheduler scheduler{clock};
  Ticks ticks;
};

TEST(ThreadScheduler, RunsAJobWhenTheTenantsClockReachesItsTime) {
  Scheduled scheduled;
  const auto job = scheduled.everyMinute([&] { scheduled.ticks.add(scheduled.clock.now()); });

  scheduled.advance(minutes{1});

  ASSERT_TRUE(scheduled.ticks.waitFor(1));
  EXPECT_EQ(scheduled.ticks.times().front(), scheduled.start + minutes{1});
}

TEST(ThreadScheduler, RunsAJobAgainAtItsNextTime) {
  Scheduled scheduled;
  const auto job = scheduled.everyMinute([&] { scheduled.ticks.add(scheduled.clock.now()); });
  scheduled.advance(minutes{1});
  ASSERT_TRUE(scheduled.ticks.waitFor(1));

  EXPECT_TRUE(scheduled.advanceUntil(2));
}

TEST(ThreadScheduler, SkipsTheTicksThatPassWhileAJobRuns) {
  Scheduled scheduled;
  std::promise<void> running;
  std::promise<void> release;
  const auto job = scheduled.scheduler.add(std::make_shared<AskedOnceMore>(scheduled.start, scheduled.ticks), [&] {
    running.set_value();
    release.get_future().wait();
  });
  scheduled.advance(minutes{1});
  running.get_future().wait();

  scheduled.advance(minutes{5});
  release.set_value();

  ASSERT_TRUE(scheduled.ticks.waitFor(2));
  EXPECT_EQ(scheduled.ticks.times()[1], scheduled.start + minutes{6});
}

TEST(ThreadScheduler, GoesOnWithTheScheduleOfAJobThatFailed) {
  Scheduled scheduled;
  const auto job = scheduled.everyMinute([&] {
    scheduled.ticks.add(scheduled.clock.now());
    throw std::runtime_error("the job failed");
  });
  scheduled.advance(minutes{1});
  ASSERT_TRUE(scheduled.ticks.waitFor(1));

  EXPECT_TRUE(scheduled.advanceUntil(2));
}

TEST(ThreadScheduler, NeverRunsAJobWithoutATime) {
  Scheduled scheduled;
  auto job = scheduled.scheduler.add(std::make_shared<Never>(), [&] { scheduled.ticks.add(scheduled.clock.now()); });

  scheduled.advance(minutes{60});
  job.reset();

  EXPECT_TRUE(scheduled.ticks.times().empty());
}

TEST(ThreadScheduler, RunsAJobNoMoreAfterItsTicketIsDestroyed) {
  Scheduled scheduled;
  auto job = scheduled.everyMinute([&] { scheduled.ticks.add(scheduled.clock.now()); });

  job.reset();
  scheduled.advance(minutes{10});

  EXPECT_TRUE(scheduled.ticks.times().empty());
}

TEST(ThreadScheduler, TakesAJobOutWithoutWaitingForItsRun) {
  Scheduled scheduled;
  std::promise<void> running;
  std::promise<void> release;
  auto job = scheduled.everyMinute([&] {
    running.set_value();
    release.get_future().wait();
    scheduled.ticks.add(scheduled.clock.now());
  });
  scheduled.advance(minutes{1});
  running.get_future().wait();

  job.reset();
  const bool still_running = scheduled.ticks.times().empty();
  release.set_value();

  EXPECT_TRUE(still_running);
  EXPECT_TRUE(scheduled.ticks.waitFor(1));
}

TEST(ThreadScheduler, WaitsForTheLastRunsWhenItIsDestroyed) {
  ManualClock clock;
  std::promise<void> running;
  std::promise<void> release;
  std::atomic<bool> finished = false;
  auto scheduler = std::make_unique<ThreadScheduler>(clock);
  scheduler
      ->once([&] {
        running.set_value();
        release.get_future().wait();
        finished = true;
      })
      .reset();
  running.get_future().wait();

  auto destroyed = std::async(std::launch::async, [&] {
    scheduler.reset();
    return finished.load();
  });
  release.set_value();

  EXPECT_TRUE(destroyed.get());
}

TEST(ThreadScheduler, RunsASingleJobAtOnce) {
  Scheduled scheduled;

  const auto job = scheduled.scheduler.once([&] { scheduled.ticks.add(scheduled.clock.now()); });

  ASSERT_TRUE(scheduled.ticks.waitFor(1));
}

TEST(ThreadScheduler, SurvivesASingleJobThatFails) {
  Scheduled scheduled;

  scheduled.scheduler.once([] { throw std::runtime_error("the job failed"); }).reset();

  const auto next = scheduled.scheduler.once([&] { scheduled.ticks.add(scheduled.clock.now()); });
  EXPECT_TRUE(scheduled.ticks.waitFor(1));
}

}  // namespace
}  // namespace iflowsim
