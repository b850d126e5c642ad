#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

#include "runtime/script/wire.h"

namespace iflowsim::script {

/// The host closed the connection, or does not answer.
class HostGone : public std::runtime_error {
 public:
  /// Not sent: the host has not seen the request, which may be sent again.
  explicit HostGone(const std::string& why, bool not_sent = false) : std::runtime_error(why), not_sent_(not_sent) {}
  bool notSent() const { return not_sent_; }

 private:
  bool not_sent_;
};

/// One connection to the script host, spoken on in turns. Closed when it ends. For one thread at a time.
class HostConnection {
 public:
  /// Connects, and greets with the services the caller answers. Throws HostGone.
  HostConnection(const std::string& socket_path, std::uint64_t generation);
  HostConnection(const HostConnection&) = delete;
  HostConnection& operator=(const HostConnection&) = delete;
  ~HostConnection();

  /// Which process of the host it leads to; what has numbers in one process has none in the next.
  std::uint64_t generation() const { return generation_; }

  void send(Kind kind, const WireOut& payload);
  /// Throws HostGone when nothing comes in that time, zero: any; WireError when what comes is too long.
  Frame receive(std::chrono::milliseconds time = {});
  /// Sends, and receives the answer to it.
  Frame ask(Kind kind, const WireOut& payload, std::chrono::milliseconds time = {});

 private:
  void read(char* to, std::size_t size, std::chrono::milliseconds time);

  int socket_ = -1;
  std::uint64_t generation_;
};

}  // namespace iflowsim::script
