#include "runtime/channel/scheduler.h"

#include <algorithm>
#include <thread>

#include "runtime/base/log.h"

namespace iflowsim {

namespace {

/// The tenant's clock may run differently from the machine's, so no sleep is longer than this.
constexpr std::chrono::milliseconds kLongestNap{1000};

void runGuarded(const std::function<void()>& job) {
  try {
    job();
  } catch (const std::exception& error) {
    log::error("A scheduled job failed; its schedule goes on.", {{"reason", error.what()}});
  }
}

}  // namespace

class ThreadScheduler::TimedJob final : public ScheduledJob {
 public:
  TimedJob(const Clock& clock, std::shared_ptr<WaitingRoom> room, std::shared_ptr<const Schedule> schedule,
           std::function<void()> job)
      : clock_(clock), room_(std::move(room)), schedule_(std::move(schedule)), job_(std::move(job)) {
    due_ = schedule_->nextAfter(clock_.now());
    thread_ = std::thread([this] { loop(); });
  }
  ~TimedJob() override {
    {
      const std::lock_guard lock(room_->mutex);
      ended_ = true;
    }
    room_->changed.notify_all();
    thread_.join();
  }

 private:
  void loop() {
    while (waitUntilDue()) {
      runGuarded(job_);
      // Ticks that passed during the run are skipped.
      due_ = schedule_->nextAfter(clock_.now());
    }
  }

  /// False when the job is over.
  bool waitUntilDue() {
    std::unique_lock lock(room_->mutex);
    while (!ended_ && due_) {
      const auto left = *due_ - clock_.now();
      if (left <= std::chrono::milliseconds{0}) return true;
      room_->changed.wait_for(lock, std::min<std::chrono::milliseconds>(left, kLongestNap));
    }
    return false;
  }

  const Clock& clock_;
  std::shared_ptr<WaitingRoom> room_;
  std::shared_ptr<const Schedule> schedule_;
  std::function<void()> job_;
  std::optional<TimePoint> due_;
  bool ended_ = false;
  std::thread thread_;
};

class ThreadScheduler::SingleJob final : public ScheduledJob {
 public:
  explicit SingleJob(std::function<void()> job) : thread_([job = std::move(job)] { runGuarded(job); }) {}
  ~SingleJob() override { thread_.join(); }

 private:
  std::thread thread_;
};

ThreadScheduler::ThreadScheduler(const Clock& clock) : clock_(clock), room_(std::make_shared<WaitingRoom>()) {}

std::unique_ptr<ScheduledJob> ThreadScheduler::add(std::shared_ptr<const Schedule> schedule,
                                                   std::function<void()> job) {
  return std::make_unique<TimedJob>(clock_, room_, std::move(schedule), std::move(job));
}

std::unique_ptr<ScheduledJob> ThreadScheduler::once(std::function<void()> job) {
  return std::make_unique<SingleJob>(std::move(job));
}

void ThreadScheduler::clockChanged() {
  room_->changed.notify_all();
}

}  // namespace iflowsim
