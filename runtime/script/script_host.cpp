#include "runtime/script/script_host.h"

#include <algorithm>
#include <condition_variable>

#include "runtime/script/hosted_script.h"
#include "runtime/script/hosted_xpath.h"

namespace iflowsim::script {

namespace {

/// What the starting of the process says is a whole text; what else happens to it is not.
std::string unreachable(std::string_view why) {
  constexpr std::string_view kWhole = "Scripts cannot run: ";
  return why.starts_with(kWhole) ? std::string(why)
                                 : std::string(kWhole) + "the script host failed: " + std::string(why) + '.';
}

}  // namespace

ScriptHost::ScriptHost(Options options, TenantServices tenant)
    : options_(std::move(options)),
      tenant_(tenant),
      pool_(std::make_shared<HostPool>(HostPool::Options{.launch = options_.launch,
                                                         .patience = options_.patience,
                                                         .end_time = options_.end_time,
                                                         .now = options_.now})),
      objects_(std::make_shared<HostObjects>(
          pool_, HostObjects::Options{.time = options_.time_limit + options_.patience, .body = options_.body})) {
  if (options_.tend_every.count() == 0) return;
  tender_ = std::jthread([this](const std::stop_token& stop) { tendRegularly(stop); });
}

ScriptHost::~ScriptHost() {
  // Before the thread is waited for, which may be waiting for the process.
  pool_->stop();
}

void ScriptHost::tendRegularly(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any ended;
  std::unique_lock lock(mutex);
  const auto is_ending = [&] { return stop.stop_requested(); };
  while (!ended.wait_for(lock, stop, options_.tend_every, is_ending)) tend();
}

std::shared_ptr<HostedBundle> ScriptHost::hosted(const ScriptBundle& bundle) {
  const std::lock_guard lock(mutex_);
  std::erase_if(bundles_, [](const auto& known) { return known.expired(); });
  for (const auto& weak : bundles_) {
    auto known = weak.lock();
    if (known && known->is(bundle)) return known;
  }
  auto made = std::make_shared<HostedBundle>(pool_, bundle);
  bundles_.push_back(made);
  return made;
}

Result<ScriptPtr> ScriptHost::compile(const ScriptBundle& bundle, const ScriptEntry& entry,
                                      const ScriptCaller& caller) {
  auto script = std::make_shared<HostedScript>(*this, hosted(bundle), entry, caller);
  try {
    script->prepare();
  } catch (const HostGone& gone) {
    return failure("SCRIPT-005", unreachable(gone.what()));
  } catch (const WireError& error) {
    return failure("SCRIPT-005", unreachable(error.what()));
  }
  return script;
}

Result<NewerXPathPtr> ScriptHost::compileXPath(const std::string& text,
                                               const std::map<std::string, std::string>& namespaces) {
  return compileHostedXPath(*this, text, namespaces);
}

std::optional<ScriptBundle> ScriptHost::collection(const std::string& id) const {
  return options_.collections ? options_.collections(id) : std::nullopt;
}

}  // namespace iflowsim::script
