#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <Poco/Net/ServerSocket.h>
#include <sys/epoll.h>

#include "security/front/address_list.h"
#include "security/front/connection.h"

namespace iflowsim {

/// One reactor thread: a listening socket, an epoll descriptor and the connections it accepted. Everything but stop()
/// runs on that thread.
class Loop {
 public:
  struct Shared {
    /// With a clock.
    const FrontOptions& options;
    InboundHandler& handler;
    TlsSlot& tls;
    const AddressList& proxies;
    /// Open connections of all loops.
    std::atomic<std::size_t>& connections;
  };

  Loop(const Shared& shared, const Poco::Net::ServerSocket& listener);
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  /// Serves until stopped; throws nothing.
  void run() noexcept;
  /// Any thread: no new connections; run() returns once the present ones ended or the time is over.
  void stop(std::chrono::milliseconds drain);

 private:
  void turn();
  int waitTime() const;
  void readClock();
  void dispatch(std::uint64_t source, std::uint32_t events);
  void acceptAll();
  void admit(int descriptor, std::string address);
  void dispatchAll(std::span<const epoll_event> events);
  void deliver();
  void sendAll();
  void tick();
  void beginDrain();
  bool isFinished() const;
  void listen(bool on);
  void watch(int descriptor, std::uint64_t source) const;
  Connection* find(ConnectionId id) const;
  void removeIfOver(int descriptor);
  template <typename Call>
  void guarded(Connection& connection, Call call);

  const Shared shared_;
  Poco::Net::ServerSocket listener_;
  LoopContext context_;
  const std::chrono::milliseconds tick_time_;
  /// By descriptor.
  std::vector<std::unique_ptr<Connection>> connections_;
  std::size_t open_ = 0;
  std::uint32_t next_serial_ = 0;
  long long date_second_ = 0;
  Moment next_tick_;
  Moment drain_end_;
  bool listening_ = true;
  std::atomic<std::chrono::milliseconds> drain_time_{};
  std::atomic<bool> stopping_ = false;
};

}  // namespace iflowsim
