#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "runtime/spi/http.h"

namespace iflowsim {

/// A connection of a loop: its descriptor, and a serial number because descriptors are used again.
struct ConnectionId {
  int descriptor = -1;
  std::uint32_t serial = 0;

  bool operator==(const ConnectionId&) const = default;
};

/// The id as epoll carries it.
constexpr std::uint64_t packed(ConnectionId id) {
  return (std::uint64_t{id.serial} << 32U) | static_cast<std::uint32_t>(id.descriptor);
}

/// Where replies reach a loop. A reply given by the loop's own thread while it runs the handler is put aside without a
/// queue; any other waits in the queue and wakes the loop. Thread-safe where not said otherwise; outlives the loop as
/// long as sinks are about.
class Mailbox : public std::enable_shared_from_this<Mailbox> {
 public:
  struct Letter {
    ConnectionId to;
    HttpReply reply;
  };

  Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  /// Becomes readable when there is something to take.
  int descriptor() const { return event_; }
  /// Loop thread, first of all: this thread is the loop.
  void adopt() { loop_ = std::this_thread::get_id(); }
  /// Loop thread: a sink for the request that the connection now runs.
  ReplySink sinkFor(ConnectionId to);
  /// Loop thread: replies to `to` go to `slot` until the next call of `leave()`.
  void enter(ConnectionId to, std::optional<HttpReply>& slot);
  void leave() { slot_ = nullptr; }

  void post(ConnectionId to, HttpReply&& reply);
  void wake();
  /// Loop thread: everything posted so far, and the descriptor is unreadable again.
  std::vector<Letter> take();
  void clearWake();
  /// Drops all that is posted from now on.
  void close();

 private:
  const int event_;
  std::atomic<std::thread::id> loop_;
  std::optional<HttpReply>* slot_ = nullptr;
  ConnectionId handled_;
  std::mutex mutex_;
  std::vector<Letter> letters_;
  bool closed_ = false;
};

}  // namespace iflowsim
