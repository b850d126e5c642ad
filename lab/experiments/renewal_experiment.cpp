#include "lab/experiments/renewal_experiment.h"

#include <thread>

namespace iflowsim {

namespace {

using std::chrono::milliseconds;

/// Time goes by in calls, so that a phase has as many of them as it is to have.
bool letPass(const LoadClient& load, std::uint64_t& calls, unsigned seconds, unsigned rate) {
  constexpr int kPatience = 10;
  calls += std::uint64_t{seconds} * rate;
  return load.waitForCalls(calls, std::chrono::seconds(seconds * kPatience + kPatience));
}

tl::unexpected<Error> unfit(const RenewalPlan& plan, const RenewalWay& way, const std::string& finding) {
  return failure("EXPERIMENT-001", "The experiment cannot begin: calls of " + way.path + " with '" +
                                       plan.before.chain.string() + "' " + finding +
                                       ". See what 'iflowsim explain --last' says, or lower the rate.");
}

}  // namespace

Result<RenewalRun> runRenewal(const RenewalPlan& plan, const RenewalWay& way) {
  LoadOptions options{.target = plan.server,
                      .identity = plan.before,
                      .connections = plan.connections,
                      .calls_per_second = plan.calls_per_second};
  options.target.path = way.path;
  auto made = LoadClient::make(options);
  if (!made) return tl::unexpected(made.error());
  LoadClient& load = **made;
  RenewalRun run{.title = way.title, .interval = load.timeline().interval()};
  const auto mark = [&](const std::string& what) { run.marks.push_back({load.elapsed(), what}); };
  std::uint64_t calls = 0;

  load.start();
  if (!letPass(load, calls, plan.lead_seconds, plan.calls_per_second)) return unfit(plan, way, "are too slow");
  if (lossesOf(load.timeline().total()) != 0) return unfit(plan, way, "are not all served");
  mark("renewal begins");
  if (auto renewed = way.renew(); !renewed) return tl::unexpected(renewed.error());
  mark(way.change);
  // Calls went on during the change, however long it took.
  calls = callsOf(load.timeline().total());
  letPass(load, calls, plan.middle_seconds, plan.calls_per_second);
  if (auto switched = load.use(plan.after); !switched) return tl::unexpected(switched.error());
  mark("partner switches");
  letPass(load, calls, plan.tail_seconds, plan.calls_per_second);
  load.stop();

  run.intervals = load.timeline().intervals();
  return run;
}

Result<void> awaitRedeployment(const std::function<std::string()>& deployed_at, const std::string& before,
                               std::chrono::milliseconds longest) {
  constexpr milliseconds kLook{50};
  const auto end = std::chrono::steady_clock::now() + longest;
  do {
    if (const std::string now = deployed_at(); !now.empty() && now != before) return {};
    std::this_thread::sleep_for(kLook);
  } while (std::chrono::steady_clock::now() < end);
  return failure("EXPERIMENT-003", "The flow was not deployed again within " + std::to_string(longest.count()) +
                                       " ms. Look at its state with 'iflowsim flows'.");
}

}  // namespace iflowsim
