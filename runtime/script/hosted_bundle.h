#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "runtime/base/flow_error.h"
#include "runtime/script/host_pool.h"
#include "runtime/script/script_scope.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim::script {

/// The number of one thing in each process of the host. Thread-safe.
class HostNumber {
 public:
  struct Known {
    std::uint64_t generation = 0;
    std::uint64_t number = 0;
  };

  /// Its number in that process. The first that asks makes it, while others wait for him; when `make` throws, the next
  /// one tries.
  std::uint64_t in(std::uint64_t generation, const std::function<std::uint64_t()>& make);
  /// The latest.
  Known known() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable made_;
  // Guarded by mutex_.
  Known known_;
  bool making_ = false;
};

/// ERROR, as the host sends it.
struct HostFailure {
  std::uint8_t reason = 0;
  FlowError error;
  int line = 0;
};

/// Up to the changes, which are read from what is left.
HostFailure readFailure(WireIn& in, const ScopePtr& scope);

/// A bundle in the host: sent to each process of the host once, forgotten with this. Thread-safe.
class HostedBundle {
 public:
  HostedBundle(std::shared_ptr<HostPool> pool, ScriptBundle bundle)
      : pool_(std::move(pool)), bundle_(std::move(bundle)) {}
  HostedBundle(const HostedBundle&) = delete;
  HostedBundle& operator=(const HostedBundle&) = delete;
  ~HostedBundle();

  bool is(const ScriptBundle& bundle) const { return bundle.id == bundle_.id && bundle.resources == bundle_.resources; }
  /// Its number in the process at the other end. Throws HostGone, WireError.
  std::uint64_t numberIn(HostConnection& connection);

 private:
  std::uint64_t send(HostConnection& connection) const;

  std::shared_ptr<HostPool> pool_;
  ScriptBundle bundle_;
  HostNumber number_;
};

}  // namespace iflowsim::script
