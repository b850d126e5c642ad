#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "runtime/spi/scheduler.h"

namespace iflowsim {

/// A scheduler with one sleeping thread for each job: flows have a few timers, and a long run delays nobody else.
/// Destroying it waits for the runs of jobs that were taken out while they ran.
class ThreadScheduler final : public Scheduler {
 public:
  /// The clock must outlive every job.
  explicit ThreadScheduler(const Clock& clock);
  ~ThreadScheduler() override;

  std::unique_ptr<ScheduledJob> add(std::shared_ptr<const Schedule> schedule, std::function<void()> job) override;
  std::unique_ptr<ScheduledJob> once(std::function<void()> job) override;

  /// Makes every job look at the clock again; for clocks that jump.
  void clockChanged();

 private:
  class Worker;
  class Ticket;
  class LastRuns;
  /// Where jobs wait; shared, since a job may outlive the scheduler.
  struct WaitingRoom {
    std::mutex mutex;
    std::condition_variable changed;
  };

  std::unique_ptr<ScheduledJob> start(std::shared_ptr<Worker> worker);

  const Clock& clock_;
  std::shared_ptr<WaitingRoom> room_;
  std::shared_ptr<LastRuns> last_runs_;
};

}  // namespace iflowsim
