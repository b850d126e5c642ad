#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "runtime/base/result.h"

namespace iflowsim::script {

/// A running process of the script host. Destroying it ends it, and waits for that. Thread-safe.
class HostProcess {
 public:
  virtual ~HostProcess() = default;
  virtual const std::string& socketPath() const = 0;
  virtual bool isAlive() const = 0;
  /// Waits for its end; false when it is still alive after that time.
  virtual bool endsWithin(std::chrono::milliseconds time) const = 0;
  /// How it ended, to go on after "it ended": `by signal 9`. Empty while it lives.
  virtual std::string endedHow() const = 0;
  /// Ends it at once, whatever it does; does not wait.
  virtual void kill() = 0;
};

/// Starts a process; returns once it listens.
using HostLauncher = std::function<Result<std::unique_ptr<HostProcess>>()>;

}  // namespace iflowsim::script
