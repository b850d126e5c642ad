#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/script/host_connection.h"
#include "runtime/script/script_scope.h"

namespace iflowsim::script {

/// A running process of the script host. Destroying it ends it. Thread-safe.
class HostProcess {
 public:
  virtual ~HostProcess() = default;
  virtual const std::string& socketPath() const = 0;
  virtual bool isAlive() const = 0;
  /// Ends it at once, whatever it does.
  virtual void kill() = 0;
};

using HostLauncher = std::function<Result<std::unique_ptr<HostProcess>>()>;

/// The one process of the host and the connections to it. Starts it when it is first needed, and again when it died.
/// Each thread that calls a script takes a connection for the time of the call, so there are as many as calls at once.
/// Thread-safe.
class HostPool final : public HostLink {
 public:
  explicit HostPool(HostLauncher launch) : launch_(std::move(launch)) {}

  /// Throws HostGone when the host cannot be started or reached.
  std::unique_ptr<HostConnection> take();
  /// A connection that is in turn again.
  void giveBack(std::unique_ptr<HostConnection> connection);
  /// The connection was closed.
  void lost();

  /// That process does not answer: it is killed, and its calls fail.
  void kill(std::uint64_t generation);
  /// That process keeps threads busy for nothing: a new one takes its place once no call is in it.
  void retire(std::uint64_t generation);
  /// Ends the process; nothing can be taken any more.
  void stop();

  std::string textOf(std::uint64_t generation, std::uint64_t scope, std::uint64_t handle) override;
  void release(std::uint64_t generation, std::uint64_t scope) noexcept override;
  /// Sends what has no answer, now or before the next call. Nothing, when that process is gone.
  void tell(std::uint64_t generation, Kind kind, WireOut payload);

 private:
  void renewProcess();
  void dropProcess();
  void tellPending(HostConnection& connection);

  struct Word {
    std::uint64_t generation;
    Kind kind;
    WireOut payload;
  };

  HostLauncher launch_;
  std::mutex mutex_;
  // Guarded by mutex_.
  std::unique_ptr<HostProcess> process_;
  std::uint64_t generation_ = 0;
  std::uint64_t worn_generation_ = 0;
  bool stopped_ = false;
  std::size_t taken_ = 0;
  std::vector<std::unique_ptr<HostConnection>> idle_;
  /// What is still to be said.
  std::vector<Word> words_;
};

/// A connection for the time of one call. Closed, unless the call brought it back in turn.
class Lease {
 public:
  explicit Lease(HostPool& pool) : pool_(pool), connection_(pool.take()) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    if (connection_) pool_.lost();
  }

  HostConnection& operator*() const { return *connection_; }
  HostConnection* operator->() const { return connection_.get(); }
  void giveBack() { pool_.giveBack(std::move(connection_)); }

 private:
  HostPool& pool_;
  std::unique_ptr<HostConnection> connection_;
};

}  // namespace iflowsim::script
