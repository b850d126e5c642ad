#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/script/host_process.h"
#include "runtime/script/wire.h"

namespace iflowsim::script {

/// The host closed the connection, does not answer, or cannot be had at all.
class HostGone : public std::runtime_error {
 public:
  enum class How {
    /// It has not seen the request in whole, which may be sent again.
    NotReached,
    /// The connection ended while an answer was due.
    Lost,
    /// Nothing came in the time it had.
    Silent,
    /// There is no host now, and asking again at once is of no use.
    Unavailable,
  };

  HostGone(How how, const std::string& why) : std::runtime_error(why), how_(how) {}
  How how() const { return how_; }

 private:
  How how_;
};

/// One connection to the script host, spoken on in turns. Closed when it ends; keeps the process until then. For one
/// thread at a time. Times are of silence: what comes in time may take longer in all; zero waits as long as it takes.
class HostConnection {
 public:
  /// Connects, and greets with the services the caller answers. `time`: what the greeting may take. Throws HostGone;
  /// WireError when what answers is no host of this version.
  HostConnection(std::shared_ptr<HostProcess> process, std::uint64_t generation, std::chrono::milliseconds time);
  HostConnection(const HostConnection&) = delete;
  HostConnection& operator=(const HostConnection&) = delete;
  ~HostConnection();

  /// Which process of the host it leads to; what has numbers in one process has none in the next.
  std::uint64_t generation() const { return generation_; }
  const std::shared_ptr<HostProcess>& process() const { return process_; }
  /// An empty payload, to be filled for the next `send`: its memory is used again and again.
  WireOut& payload();

  /// A frame that has no answer; goes out together with the next one.
  void postpone(Kind kind, const WireOut& payload);
  /// Throws HostGone (NotReached, Silent), and WireError when the frame is longer than the host takes.
  void send(Kind kind, const WireOut& payload);
  /// Throws HostGone (Lost, Silent), and WireError when what comes is no frame.
  Frame receive(std::chrono::milliseconds time = {});
  /// Sends, and receives the answer to it.
  Frame ask(Kind kind, const WireOut& payload, std::chrono::milliseconds time = {});

 private:
  void greet(std::chrono::milliseconds time);
  void setTime(std::chrono::milliseconds time);
  std::size_t receiveSome(char* to, std::size_t most);
  void read(char* to, std::size_t size);

  std::shared_ptr<HostProcess> process_;
  int socket_ = -1;
  std::uint64_t generation_;
  std::chrono::milliseconds time_{0};
  WireOut payload_;
  std::string postponed_;
  // What came and is not read yet.
  std::vector<char> input_;
  std::size_t input_at_ = 0;
  std::size_t input_end_ = 0;
};

}  // namespace iflowsim::script
