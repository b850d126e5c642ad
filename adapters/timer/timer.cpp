#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "adapters/timer/timer_plan.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_timer(AdapterRegistry& registry);

namespace {

constexpr const char* kExpiryRemedy =
    "Choose a date in the future, or switch off 'Throw exception on schedule expiry'.";

/// Starts messages when its plan says so, when the flow is deployed, or when asked to.
class TimerSender final : public Sender {
 public:
  TimerSender(TimerPlan plan, std::string sender, const Services& services)
      : plan_(std::move(plan)), sender_(std::move(sender)), services_(services) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    if (plan_.fails_when_expired && plan_.isExpired(services_.clock.now())) {
      const Error expiry = plan_.expiry();
      return failure(expiry.code, expiry.text + ' ' + kExpiryRemedy);
    }
    const std::lock_guard lock(mutex_);
    runner_ = std::move(runner);
    for (const auto& schedule : plan_.schedules) jobs_.push_back(services_.scheduler.add(schedule, work()));
    return {};
  }

  void stop() override {
    std::vector<std::unique_ptr<ScheduledJob>> jobs;
    std::vector<Fired> fired;
    {
      const std::lock_guard lock(mutex_);
      jobs.swap(jobs_);
      fired.swap(fired_);
      runner_.reset();
    }
    // The jobs are taken out here; runs in progress go on, and the deployment waits for them.
  }

  Result<void> fire() override {
    const std::lock_guard lock(mutex_);
    if (runner_ == nullptr) return failure("FIRE-002", "The timer is not started. Start the flow first.");
    std::erase_if(fired_, [](const Fired& each) { return each.done->load(); });
    auto done = std::make_shared<std::atomic<bool>>(false);
    auto job = services_.scheduler.once([work = work(), done] {
      work();
      done->store(true);
    });
    fired_.push_back({std::move(job), std::move(done)});
    return {};
  }

  void deployed() override {
    if (plan_.on_deployment) (void)fire();
  }

 private:
  struct Fired {
    std::unique_ptr<ScheduledJob> job;
    std::shared_ptr<std::atomic<bool>> done;
  };

  std::function<void()> work() const {
    return [runner = runner_, sender = sender_] {
      Inbound inbound;
      inbound.sender = sender;
      inbound.caller_waits = false;
      runner->run(
          inbound, [](Exchange&) {}, [](Exchange&, const Outcome&) {});
    };
  }

  TimerPlan plan_;
  std::string sender_;
  const Services& services_;
  std::mutex mutex_;
  std::shared_ptr<FlowRunner> runner_;
  std::vector<std::unique_ptr<ScheduledJob>> jobs_;
  std::vector<Fired> fired_;
};

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  auto plan = readTimerPlan(build, channel);
  if (!plan) return nullptr;
  if (plan->fails_when_expired && plan->isExpired(build.services().clock.now())) {
    // The product notices at the start of the flow; noticed here too, `check` can tell it.
    const Error expiry = plan->expiry();
    build.report(Severity::Error, expiry.code, channel, expiry.text, kExpiryRemedy);
    return nullptr;
  }
  return std::make_unique<TimerSender>(std::move(*plan), channel.participant, build.services());
}

}  // namespace

void register_timer(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "Timer start event";
  spec.summary = "Starts a message once at deployment, or by a schedule.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "When its last time has passed, the flow stays started until it is started anew; there is one node only, so no "
      "run is "
      "discarded.";
  spec.properties = {
      {.name = "scheduleKey",
       .meaning = "Rows of name and value; decisive are schedule1, schedule2 ... and throwExceptionOnExpiry",
       .required = true}};
  spec.type = "Timer";
  spec.direction = Direction::Sender;
  spec.build_sender = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
