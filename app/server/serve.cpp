#include "app/server/serve.h"

#include <csignal>
#include <ctime>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/plugins/plugins.h"
#include "app/server/findings.h"
#include "app/server/server.h"
#include "app/setting_keys.h"
#include "app/verbs/verb.h"
#include "runtime/base/log.h"
#include "runtime/base/utc_time.h"

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
  for (const DeploymentInfo& flow : server.tenant().engine().deployments().list(Deployments::View::Actual)) {
    if (flow.state == DeploymentState::Started) ++count;
  }
  return count;
}

void greet(Server& server, std::ostream& out) {
  if (server.authorityIsNew()) {
    log::info("A certificate authority was made for this tenant. Callers trust it with: curl --cacert " +
              server.authority().string() + ", or by importing that file.");
  }
  out << "ready runtime=" << server.runtimeUrl() << " management=" << server.managementUrl()
      << " flows=" << startedFlows(server);
  if (!server.plainUrl().empty()) out << " http=" << server.plainUrl();
  out << std::endl;
}

/// The settings given as `key=value`.
Result<std::map<std::string, std::string>> readOverrides(const std::vector<std::string>& pairs) {
  std::map<std::string, std::string> overrides;
  for (const std::string& pair : pairs) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) {
      return failure("CONFIG-004",
                     "'-D " + pair + "' has no value. Write it as -D key=value, such as -D ports.runtime=0.");
    }
    overrides[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return overrides;
}

/// One line for each setting, for the help.
std::string settingsHelp() {
  std::string text = "Settings (in tenant.yaml, as -D key=value, or as IFLOWSIM_<KEY> in the environment):\n";
  for (const SettingKey& key : settingKeys()) {
    text += "  " + key.name + "\n      " + key.meaning + "; " + key.takes + '\n';
  }
  return text;
}

class Serve final : public Verb {
 public:
  std::string name() const override { return "serve"; }
  std::string summary() const override { return "Run the tenant of a folder until it is stopped."; }

  void setup(CLI::App& command) override {
    command.add_option("folder", folder_, "The tenant folder")->required();
    command.add_option("-D", overrides_, "A setting as key=value; may be repeated")->allow_extra_args(false);
    command.add_option("--plugin", libraries_, "A library with adapters; may be repeated")->allow_extra_args(false);
    command.add_option("--now", now_,
                       "The tenant's time at the start, such as 2027-03-01T08:00Z; it runs on from there");
    command.footer(
        "Prints 'ready runtime=<url> management=<url> flows=<n>' when it accepts calls. SIGTERM or Ctrl-C lets "
        "messages in flight finish and ends with 0.\nPlug-ins are those given, without which the server does not "
        "start, and those in "
        "the tenant's folder 'plugins'.\nExit codes: 0 stopped, 1 cannot start, 2 settings or plug-ins cannot be "
        "used.\nExample: iflowsim serve samples/hello -D ports.runtime=0\n\n" +
        settingsHelp());
  }

  int run(Console& console) override {
    const sigset_t signals = holdBackSignals();
    const auto overrides = readOverrides(overrides_);
    auto config = overrides ? TenantConfig::load(folder_, *overrides) : tl::unexpected(overrides.error());
    if (!config) return refuse(console, config.error(), exit_code::kUnusable);
    Components components;
    Plugins plugins(components.adapters());
    if (const Diagnostics findings = loadInto(plugins); findings.hasErrors()) {
      console.err << findings.toText();
      return exit_code::kUnusable;
    }
    config->engine.components = &components;
    const SystemClock machine;
    if (const auto set = setClock(*config, machine.now()); !set) {
      return refuse(console, set.error(), exit_code::kUnusable);
    }
    const OffsetClock clock(machine, config->clock_offset);
    const auto server = Server::start(*config, clock);
    if (!server) return refuse(console, server.error(), exit_code::kFailed);
    greet(**server, console.out);
    tellTime(*config, clock, console.out);
    watch(**server, *config, signals);
    log::info("Stopping; messages in flight may finish.");
    (*server)->stop();
    return exit_code::kDone;
  }

 private:
  static int refuse(Console& console, const Error& error, int code) {
    console.err << "error " << error.code << ' ' << error.text << '\n';
    return code;
  }

  /// What was asked for by name must be there, or the server does not start. What lies in the tenant's folder is
  /// reported and left out, as a broken flow is: the flows that need it say so when they are deployed.
  Diagnostics loadInto(Plugins& plugins) const {
    Diagnostics findings = plugins.load(libraries_);
    if (findings.hasErrors()) return findings;
    logFindings(plugins.loadTenant(folder_));
    for (const LoadedPlugin& plugin : plugins.loaded()) {
      log::info("A plug-in was loaded.", {{"plugin", plugin.title()}, {"file", plugin.file.string()}});
    }
    return findings;
  }

  /// `--now` counts more than the setting, for it is the closer word.
  Result<void> setClock(TenantConfig& config, TimePoint machine_now) const {
    if (now_.empty()) return {};
    const auto now = parseUtc(now_);
    if (!now) {
      return failure("CLOCK-001", "'--now " + now_ + "' is no time. Write it as 2027-03-01 or 2027-03-01T08:00:00Z.");
    }
    config.clock_offset = *now - machine_now;
    return {};
  }

  static void tellTime(const TenantConfig& config, const Clock& clock, std::ostream& out) {
    if (config.clock_offset.count() == 0) return;
    out << "clock " << formatUtc(clock.now()) << " (" << formatSpan(config.clock_offset)
        << "): the tenant does not live at this machine's time" << std::endl;
  }

  static void watch(Server& server, const TenantConfig& config, const sigset_t& signals) {
    const bool watching = config.watch_interval.count() > 0;
    const auto pause = watching ? config.watch_interval : std::chrono::milliseconds{60'000};
    while (!toldToEnd(signals, pause)) {
      if (watching) server.look();
    }
  }

  std::string folder_;
  std::string now_;
  std::vector<std::string> overrides_;
  std::vector<std::string> libraries_;
};

}  // namespace

void registerServe(VerbRegistry& registry) {
  registry.add(std::make_unique<Serve>());
}

}  // namespace iflowsim
