#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "runtime/message/body.h"
#include "runtime/script/host_objects.h"
#include "runtime/script/host_pool.h"
#include "runtime/script/simple_service.h"
#include "runtime/script/tenant_services.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim::script {

class HostedBundle;

/// Runs scripts in the process of the script host, which starts with the first script that is compiled and ends with
/// this. When the process dies, the messages in it fail and the next one starts it again. Thread-safe.
class ScriptHost final : public ScriptEngine {
 public:
  struct Options {
    HostLauncher launch;
    /// Finds script collections; none: there are none.
    std::function<std::optional<ScriptBundle>(const std::string& id)> collections = nullptr;
    /// What a script may take; then it is ended, and its message fails. Zero: as long as it likes.
    std::chrono::milliseconds time_limit{60'000};
    /// What the host may take beyond that to say so; then it is killed.
    std::chrono::milliseconds patience{10'000};
    /// What the end of the process may take to be seen, once a connection to it broke.
    std::chrono::milliseconds end_time{2'000};
    BodyBuilder::Options body = {};
    /// How often the process is looked after, on a thread of its own; zero: only when `tend` is called.
    std::chrono::milliseconds tend_every{30'000};
    /// The clock of pauses between restarts.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  };

  ScriptHost(Options options, TenantServices tenant);
  ScriptHost(const ScriptHost&) = delete;
  ScriptHost& operator=(const ScriptHost&) = delete;
  ~ScriptHost() override;

  Result<ScriptPtr> compile(const ScriptBundle& bundle, const ScriptEntry& entry, const ScriptCaller& caller) override;
  Result<NewerXPathPtr> compileXPath(const std::string& text,
                                     const std::map<std::string, std::string>& namespaces) override;
  std::optional<ScriptBundle> collection(const std::string& id) const override;

  /// Looks whether the process is well; see HostPool::tend.
  void tend() { pool_->tend(); }

  const Options& options() const { return options_; }
  const TenantServices& tenant() const { return tenant_; }
  const SimpleService& simple() const { return simple_; }
  const std::shared_ptr<HostPool>& pool() const { return pool_; }
  const std::shared_ptr<HostObjects>& objects() const { return objects_; }

 private:
  std::shared_ptr<HostedBundle> hosted(const ScriptBundle& bundle);
  void tendRegularly(const std::stop_token& stop);

  Options options_;
  TenantServices tenant_;
  SimpleService simple_;
  std::shared_ptr<HostPool> pool_;
  std::shared_ptr<HostObjects> objects_;
  std::mutex mutex_;
  /// Guarded by mutex_. Steps of one deployment share their bundle.
  std::vector<std::weak_ptr<HostedBundle>> bundles_;
  std::jthread tender_;
};

}  // namespace iflowsim::script
