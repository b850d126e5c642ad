#include "app/server/serve.h"

#include <csignal>
#include <ctime>
#include <iostream>

#include "app/server/server.h"
#include "runtime/base/log.h"

namespace iflowsim {

namespace {

/// SIGTERM and SIGINT are taken from `waitForEnd` instead of interrupting a thread somewhere. Threads made afterwards
/// inherit the mask.
sigset_t holdBackSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// Waits up to that long; true when the server is told to end.
bool toldToEnd(const sigset_t& signals, std::chrono::milliseconds wait) {
  const timespec time{.tv_sec = static_cast<time_t>(wait.count() / 1000),
                      .tv_nsec = static_cast<long>(wait.count() % 1000) * 1'000'000};
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

std::size_t startedFlows(Server& server) {
  std::size_t count = 0;
  for (const DeploymentInfo& flow : server.tenant().engine().deployments().list()) {
    if (flow.state == DeploymentState::Started) ++count;
  }
  return count;
}

void greet(Server& server) {
  if (server.authorityIsNew()) {
    log::info("A certificate authority was made for this tenant. Callers trust it with: curl --cacert " +
              server.authority().string() + ", or by importing that file.");
  }
  std::cout << "ready runtime=" << server.runtimeUrl() << " management=" << server.managementUrl()
            << " flows=" << startedFlows(server);
  if (!server.plainUrl().empty()) std::cout << " http=" << server.plainUrl();
  std::cout << std::endl;
}

}  // namespace

int serve(const std::filesystem::path& folder, const std::map<std::string, std::string>& overrides) {
  const sigset_t signals = holdBackSignals();
  const auto config = TenantConfig::load(folder, overrides);
  if (!config) {
    std::cerr << "error " << config.error().code << ' ' << config.error().text << '\n';
    return 2;
  }
  const SystemClock clock;
  const auto server = Server::start(*config, clock);
  if (!server) {
    std::cerr << "error " << server.error().code << ' ' << server.error().text << '\n';
    return 1;
  }
  greet(**server);

  const bool watching = config->watch_interval.count() > 0;
  const auto pause = watching ? config->watch_interval : std::chrono::milliseconds{60'000};
  while (!toldToEnd(signals, pause)) {
    if (watching) (*server)->tenant().look();
  }
  log::info("Stopping; messages in flight may finish.");
  (*server)->stop();
  return 0;
}

}  // namespace iflowsim
