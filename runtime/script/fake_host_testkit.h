#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/script/host_process.h"
#include "runtime/script/wire.h"

namespace iflowsim::script {

/// The host's end of one connection. For one thread.
class FakeLink {
 public:
  explicit FakeLink(int socket) : socket_(socket) {}

  /// None when the caller closed.
  std::optional<Frame> read();
  void write(Kind kind, const WireOut& payload);
  /// What is no frame perhaps.
  void writeBytes(std::string_view bytes);
  /// Ends this connection, and no other.
  void close();

 private:
  bool readBytes(char* to, std::size_t size);

  int socket_;
};

/// A host of scripts in the process of the test, that a pool or a ScriptHost launches by `launcher`. It answers HELLO,
/// BUNDLE, COMPILE and PING as the real one does, RUN by "nothing changed", and whatever the test gives a function for
/// as that says. Functions are called on threads of the connections, and set before the first of them.
class FakeHost {
 public:
  using Answer = std::function<void(FakeLink& link, const Frame& frame)>;

  FakeHost();
  ~FakeHost();

  /// Takes the place of the answer to that kind.
  void on(Kind kind, Answer answer);
  HostLauncher launcher();
  /// The launches that fail, from now on.
  void failLaunches(int count) { launches_to_fail = count; }

  /// Ends the process that was launched last, as a signal does.
  void kill();
  bool wasKilled() const;
  int launches() const { return launches_; }
  /// What came of that kind, from all connections.
  std::vector<std::string> seen(Kind kind) const;
  int connections() const { return connections_; }
  std::uint32_t stuck = 0;
  std::uint64_t heap_used = 1;

 private:
  class Process;
  friend class Process;

  void serve(FakeLink& link);
  void answer(FakeLink& link, const Frame& frame);

  mutable std::mutex mutex_;
  std::vector<std::pair<Kind, Answer>> answers_;
  std::vector<Frame> seen_;
  /// All that were launched, until this ends.
  std::vector<std::shared_ptr<Process>> processes_;
  std::atomic<int> launches_ = 0;
  std::atomic<int> launches_to_fail = 0;
  std::atomic<int> connections_ = 0;
};

/// Changes that change nothing, up to the log, which is empty.
WireOut noChanges();
/// RESULT with that body, which is written with its form.
WireOut resultWith(const WireOut& body);
/// ERROR of a script: `class: message`, without changes.
WireOut errorOf(const std::string& class_name, const std::string& message, bool connection_ends = false);

}  // namespace iflowsim::script
