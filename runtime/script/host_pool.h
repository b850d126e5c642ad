#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/script/host_connection.h"
#include "runtime/script/host_process.h"
#include "runtime/script/restart_rule.h"

namespace iflowsim::script {

/// The one process of the host and the connections to it. Starts it when it is first needed, and again when it died; a
/// process that dies at once again and again is given longer and longer pauses (see RestartRule). Each thread that
/// calls a script takes a connection for the time of the call, so there are as many as calls at once. Thread-safe;
/// nothing is waited for while a lock is held, but threads that need a process wait for the one that starts it.
class HostPool {
 public:
  struct Options {
    HostLauncher launch;
    /// What the host may take to answer a greeting or a PING; then it is killed.
    std::chrono::milliseconds patience{10'000};
    /// What the end of a process may take to be seen, once a connection to it broke.
    std::chrono::milliseconds end_time{2'000};
    /// What a process that is to be replaced is given for the calls and objects in it.
    std::chrono::milliseconds farewell{30'000};
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  };

  explicit HostPool(Options options) : options_(std::move(options)) {}
  HostPool(const HostPool&) = delete;
  HostPool& operator=(const HostPool&) = delete;
  ~HostPool() { stop(); }

  /// Throws HostGone when the host cannot be started or reached.
  std::unique_ptr<HostConnection> take();
  /// To that very process. Throws HostGone (Unavailable) when it has ended; starts none.
  std::unique_ptr<HostConnection> takeFrom(std::uint64_t generation);
  /// A connection that is in turn again.
  void giveBack(std::unique_ptr<HostConnection> connection);
  /// The connection was closed.
  void lost();
  /// The other connections to that process may be broken as well: the next call makes a new one.
  void suspect(std::uint64_t generation);

  /// The process at the other end does not answer: it is killed, and its calls fail. `why` goes on after "it".
  void kill(const HostConnection& connection, const std::string& why);
  /// That process keeps threads busy for nothing: a new one takes its place once no call and no object is in it, at the
  /// latest after the time for its farewell.
  void retire(std::uint64_t generation);
  /// Ends the process; nothing can be taken any more.
  void stop();
  /// Says what is still to be said, and looks whether the process is well: kills it when it does not answer, retires it
  /// when scripts in it cannot be ended, warns when its memory is nearly full. To be called now and then.
  void tend();

  /// Sends what has no answer, before the next call. Nothing, when that process is gone.
  void tell(std::uint64_t generation, Kind kind, const WireOut& payload);
  /// A message begins, or ceases, to have objects in that process.
  void scopeBegins(std::uint64_t generation);
  void scopeEnds(std::uint64_t generation);
  /// What became of the process at the other end of a connection that broke, to go on after "it". Waits a little for
  /// its end to be seen.
  std::string fateOf(const HostConnection& connection) const;

 private:
  using Connections = std::vector<std::unique_ptr<HostConnection>>;
  using ProcessPtr = std::shared_ptr<HostProcess>;
  struct Word {
    Kind kind;
    WireOut payload;
  };
  /// What a call is given.
  struct Found {
    ProcessPtr process;
    std::uint64_t generation = 0;
    std::unique_ptr<HostConnection> idle;
    std::vector<Word> words;
  };
  /// What is taken out of the pool, to be destroyed without a lock.
  struct Removed {
    ProcessPtr process;
    Connections idle;
  };

  std::unique_ptr<HostConnection> connect(Found& found);
  Found pick();
  void provideProcess(std::unique_lock<std::mutex>& lock);
  void launch(std::unique_lock<std::mutex>& lock);
  bool isToBeReplaced() const;
  Removed remove();
  void kill(const ProcessPtr& process, std::uint64_t generation, const std::string& why);
  void judge(HostConnection& connection);
  std::optional<std::uint64_t> generationToTend();
  void closeUnused();

  Options options_;
  mutable std::mutex mutex_;
  std::condition_variable launched_;
  // Guarded by mutex_.
  ProcessPtr process_;
  std::uint64_t generation_ = 0;
  bool launching_ = false;
  bool stopped_ = false;
  RestartRule restarts_;
  std::optional<std::chrono::steady_clock::time_point> retired_at_;
  /// How often in a row the memory was found nearly full.
  int times_full_ = 0;
  std::uint64_t killed_generation_ = 0;
  std::string why_killed_;
  std::size_t taken_ = 0;
  /// Messages with objects in the process.
  std::size_t scopes_ = 0;
  Connections idle_;
  /// As many were idle at all times since `tend` looked last.
  std::size_t least_idle_ = 0;
  /// What is still to be said to the process.
  std::vector<Word> words_;
};

/// A connection for the time of one call. Closed, unless the call brought it back in turn.
class Lease {
 public:
  explicit Lease(HostPool& pool) : pool_(pool), connection_(pool.take()) {}
  Lease(HostPool& pool, std::uint64_t generation) : pool_(pool), connection_(pool.takeFrom(generation)) {}
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
