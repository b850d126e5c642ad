#include "runtime/script/script_host.h"

#include <algorithm>

#include "runtime/script/hosted_script.h"

namespace iflowsim::script {

ScriptHost::ScriptHost(Options options, TenantServices tenant)
    : options_(std::move(options)), tenant_(tenant), pool_(std::make_shared<HostPool>(options_.launch)) {}

ScriptHost::~ScriptHost() {
  pool_->stop();
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
  } catch (const std::runtime_error& gone) {
    return failure("SCRIPT-005", std::string(gone.what()));
  }
  return script;
}

std::optional<ScriptBundle> ScriptHost::collection(const std::string& id) const {
  return options_.collections ? options_.collections(id) : std::nullopt;
}

}  // namespace iflowsim::script
