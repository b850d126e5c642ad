#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "lab/experiments/load_client.h"
#include "lab/experiments/renewal_report.h"

namespace iflowsim {

/// One way to make a flow accept the renewed certificate.
struct RenewalWay {
  std::string title;
  /// Where the load goes, `/http/partner/default`.
  std::string path;
  /// What is done, for the plot: `mapping added`.
  std::string change;
  /// Does it, while the load runs; returns when it is in effect.
  std::function<Result<void>()> renew;
};

struct RenewalPlan {
  /// Its path is that of the way.
  LoadTarget server;
  ClientIdentity before;
  ClientIdentity after;
  unsigned connections = 8;
  unsigned calls_per_second = 500;
  /// Seconds of load before the change, between it and the partner's switch, and after that.
  unsigned lead_seconds = 2;
  unsigned middle_seconds = 1;
  unsigned tail_seconds = 2;
};

/// Puts the flow under a steady load with the old certificate, renews, lets the load switch to the renewed certificate,
/// and says how every call ended. `EXPERIMENT-001` when the flow does not serve the old certificate to begin with, or
/// too slowly to tell; otherwise the errors of the load and of the change.
Result<RenewalRun> runRenewal(const RenewalPlan& plan, const RenewalWay& way);

/// Waits until `deployed_at`, asked every 50 ms, says another time than `before`; while the flow is not started it says
/// none. `EXPERIMENT-003` when that took too long.
Result<void> awaitRedeployment(const std::function<std::string()>& deployed_at, const std::string& before,
                               std::chrono::milliseconds longest);

}  // namespace iflowsim
