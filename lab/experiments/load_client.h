#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "lab/experiments/outcome_timeline.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// Where the load goes.
struct LoadTarget {
  std::string host = "localhost";
  std::uint16_t port = 8443;
  std::string path;
  /// PEM file with what the server is trusted by.
  std::filesystem::path ca;
};

/// With which certificate: PEM files, the chain as it is sent.
struct ClientIdentity {
  std::filesystem::path chain;
  std::filesystem::path key;
};

struct LoadOptions {
  LoadTarget target;
  ClientIdentity identity;
  /// Kept alive, each with a thread of its own.
  unsigned connections = 8;
  unsigned calls_per_second = 500;
};

/// A partner system that calls a flow over and over: GET at a steady rate on some keep-alive connections. A call that
/// takes long delays those behind it on its connection, which then follow without a pause until the rate is met again.
/// The functions may be called from any thread; `start` once.
class LoadClient {
 public:
  /// `LOAD-001` when certificate, key or the server's authority cannot be read.
  static Result<std::unique_ptr<LoadClient>> make(const LoadOptions& options);
  ~LoadClient();
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;

  void start();
  /// Calls that begin afterwards come with this certificate, on new connections. `LOAD-001`.
  Result<void> use(const ClientIdentity& identity);
  /// Waits until that many calls ended since the start; false when it took longer than the time given.
  bool waitForCalls(std::uint64_t calls, std::chrono::milliseconds longest) const;
  /// Waits until every call that is under way now has ended; false when it took longer than the time given.
  bool waitForCallsUnderWay(std::chrono::milliseconds longest) const;
  /// Lets the calls under way end.
  void stop();

  /// Since the start.
  std::chrono::milliseconds elapsed() const;
  const OutcomeTimeline& timeline() const;

 private:
  class Inside;
  explicit LoadClient(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// How a call with that HTTP status counts.
CallOutcome outcomeOfStatus(int status);

}  // namespace iflowsim
