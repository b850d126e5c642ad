#include "runtime/channel/scheduler.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

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

/// What the thread of a job works on. Outlives its ticket while it runs.
class ThreadScheduler::Worker {
 public:
  Worker(const Clock& clock, std::shared_ptr<WaitingRoom> room, std::function<void()> job)
      : clock_(clock), room_(std::move(room)), job_(std::move(job)) {}

  void setSchedule(std::shared_ptr<const Schedule> schedule) {
    schedule_ = std::move(schedule);
    due_ = schedule_->nextAfter(clock_.now());
  }

  void work() {
    if (!schedule_) runGuarded(job_);
    while (schedule_ && waitUntilDue()) {
      runGuarded(job_);
      // Ticks that passed during the run are skipped.
      due_ = schedule_->nextAfter(clock_.now());
    }
    over_ = true;
  }

  void end() {
    {
      const std::lock_guard lock(room_->mutex);
      ended_ = true;
    }
    room_->changed.notify_all();
  }

  bool isOver() const { return over_; }

 private:
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
  std::function<void()> job_;
  /// Null for a job that runs once, at once.
  std::shared_ptr<const Schedule> schedule_;
  std::optional<TimePoint> due_;
  bool ended_ = false;
  std::atomic<bool> over_{false};
};

/// Threads whose jobs were taken out; most end at once, some when the run in progress does.
class ThreadScheduler::LastRuns {
 public:
  void add(std::shared_ptr<Worker> worker, std::thread thread) {
    std::unique_lock lock(mutex_);
    if (closed_) {
      lock.unlock();
      thread.join();
      return;
    }
    std::erase_if(runs_, [](Last& last) {
      if (!last.worker->isOver()) return false;
      last.thread.join();
      return true;
    });
    runs_.push_back({std::move(worker), std::move(thread)});
  }

  /// Waits for all, and for each that is added later.
  void close() {
    std::vector<Last> last;
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      last.swap(runs_);
    }
    for (Last& each : last) each.thread.join();
  }

 private:
  struct Last {
    std::shared_ptr<Worker> worker;
    std::thread thread;
  };

  std::mutex mutex_;
  std::vector<Last> runs_;
  bool closed_ = false;
};

class ThreadScheduler::Ticket final : public ScheduledJob {
 public:
  Ticket(std::shared_ptr<Worker> worker, std::shared_ptr<LastRuns> last_runs)
      : worker_(std::move(worker)), last_runs_(std::move(last_runs)), thread_([worker = worker_] { worker->work(); }) {}
  ~Ticket() override {
    worker_->end();
    last_runs_->add(std::move(worker_), std::move(thread_));
  }

 private:
  std::shared_ptr<Worker> worker_;
  std::shared_ptr<LastRuns> last_runs_;
  std::thread thread_;
};

ThreadScheduler::ThreadScheduler(const Clock& clock)
    : clock_(clock), room_(std::make_shared<WaitingRoom>()), last_runs_(std::make_shared<LastRuns>()) {}

ThreadScheduler::~ThreadScheduler() {
  last_runs_->close();
}

std::unique_ptr<ScheduledJob> ThreadScheduler::add(std::shared_ptr<const Schedule> schedule,
                                                   std::function<void()> job) {
  auto worker = std::make_shared<Worker>(clock_, room_, std::move(job));
  worker->setSchedule(std::move(schedule));
  return start(std::move(worker));
}

std::unique_ptr<ScheduledJob> ThreadScheduler::once(std::function<void()> job) {
  return start(std::make_shared<Worker>(clock_, room_, std::move(job)));
}

std::unique_ptr<ScheduledJob> ThreadScheduler::start(std::shared_ptr<Worker> worker) {
  return std::make_unique<Ticket>(std::move(worker), last_runs_);
}

void ThreadScheduler::clockChanged() {
  room_->changed.notify_all();
}

}  // namespace iflowsim
