#include "security/front/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runtime/base/log.h"
#include "security/front/reply_writer.h"

namespace iflowsim {

namespace {

constexpr std::uint64_t kListener = ~std::uint64_t{0};
constexpr std::uint64_t kMailbox = kListener - 1;
constexpr std::size_t kReadBuffer = 64U << 10U;
/// Connections accepted in one go, so that those already open get their turn.
constexpr int kAcceptBatch = 32;
/// For a reply, that others of its turn leave with it.
constexpr std::chrono::milliseconds kLongestWait{10};
/// Surplus connections, an eighth of the limit and at least this many, are still told why they are turned away.
constexpr std::size_t kSurplus = 16;

/// Fine enough for the shortest time limit, and never more than a second late.
std::chrono::milliseconds tickTime(const FrontLimits& limits) {
  const auto shortest = std::min({limits.handshake_time, limits.head_time, limits.body_time, limits.idle_time,
                                  limits.write_time, limits.linger_time});
  return std::clamp<std::chrono::milliseconds>(shortest / 4, std::chrono::milliseconds(10), std::chrono::seconds(1));
}

std::string addressOf(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bytes = nullptr;
  if (address.ss_family == AF_INET6) {
    bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  } else {
    bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  }
  const char* result = ::inet_ntop(address.ss_family, bytes, text.data(), text.size());
  return result == nullptr ? "" : result;
}

/// Signals are the main thread's; a caller that went away must not become SIGPIPE.
void blockSignals() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

Loop::Loop(const Shared& shared, const Poco::Net::ServerSocket& listener)
    : shared_(shared),
      listener_(listener),
      context_{shared.options, shared.handler, std::make_shared<Mailbox>()},
      tick_time_(tickTime(shared.options.limits)) {
  context_.epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (context_.epoll < 0) throw std::system_error(errno, std::generic_category(), "make an epoll descriptor");
  context_.buffer.resize(kReadBuffer);
  watch(listener_.impl()->sockfd(), kListener);
  watch(context_.mailbox->descriptor(), kMailbox);
  readClock();
}

Loop::~Loop() {
  context_.mailbox->close();
  ::close(context_.epoll);
}

void Loop::watch(int descriptor, std::uint64_t source) const {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = source;
  if (::epoll_ctl(context_.epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "watch a socket");
  }
}

void Loop::run() noexcept {
  blockSignals();
  context_.mailbox->adopt();
  while (!isFinished()) {
    try {
      turn();
    } catch (const std::exception& error) {
      log::error("Inbound front: a turn of the reactor failed", {{"reason", error.what()}});
    }
  }
  context_.mailbox->close();
  shared_.connections -= open_;
  connections_.clear();
}

void Loop::stop(std::chrono::milliseconds drain) {
  drain_time_ = drain;
  stopping_ = true;
  context_.mailbox->wake();
}

void Loop::turn() {
  deliver();
  sendAll();
  std::array<epoll_event, 128> events;
  const int count = ::epoll_wait(context_.epoll, events.data(), static_cast<int>(events.size()), waitTime());
  readClock();
  if (count > 0) dispatchAll(std::span(events).first(static_cast<std::size_t>(count)));
  if (stopping_ && !context_.draining) beginDrain();
  if (context_.now >= next_tick_) tick();
}

int Loop::waitTime() const {
  if (open_ == 0 && listening_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_tick_ - context_.now);
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, tick_time_.count()));
}

void Loop::readClock() {
  context_.now = std::chrono::steady_clock::now();
  const long long second = std::time(nullptr);
  if (second == date_second_) return;
  date_second_ = second;
  context_.date = httpDate(second);
}

void Loop::dispatchAll(std::span<const epoll_event> events) {
  Moment sent = context_.now;
  for (const epoll_event& event : events) {
    dispatch(event.data.u64, event.events);
    if (const Moment now = std::chrono::steady_clock::now(); now - sent >= kLongestWait) {
      sendAll();
      sent = now;
    }
  }
  sendAll();
}

void Loop::dispatch(std::uint64_t source, std::uint32_t events) {
  if (source == kListener) return acceptAll();
  if (source == kMailbox) return context_.mailbox->clearWake();
  const ConnectionId id{static_cast<int>(source & 0xFFFFFFFFU), static_cast<std::uint32_t>(source >> 32U)};
  if (Connection* connection = find(id)) {
    guarded(*connection, [events](Connection& it) { it.onEvents(events); });
  }
}

Connection* Loop::find(ConnectionId id) const {
  const auto index = static_cast<std::size_t>(id.descriptor);
  if (index >= connections_.size() || !connections_[index] || connections_[index]->id() != id) return nullptr;
  return connections_[index].get();
}

template <typename Call>
void Loop::guarded(Connection& connection, Call call) {
  try {
    call(connection);
  } catch (const std::exception& error) {
    log::error("Inbound front: a connection failed and is closed", {{"reason", error.what()}});
    connection.close();
  }
  removeIfOver(connection.id().descriptor);
}

void Loop::removeIfOver(int descriptor) {
  auto& connection = connections_[static_cast<std::size_t>(descriptor)];
  if (!connection->isOver()) return;
  connection.reset();
  --open_;
  --shared_.connections;
}

void Loop::acceptAll() {
  for (int i = 0; i < kAcceptBatch; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    const int descriptor = ::accept4(listener_.impl()->sockfd(), reinterpret_cast<sockaddr*>(&address), &size,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      admit(descriptor, addressOf(address));
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      log::warn("Inbound front: no connection can be accepted; trying again shortly. Raise the limit of open files.");
      listen(false);
    }
    return;
  }
}

void Loop::admit(int descriptor, std::string address) {
  const std::size_t limit = shared_.options.limits.connections;
  const std::size_t others = shared_.connections.fetch_add(1);
  if (others >= limit + std::max(limit / 8, kSurplus)) {
    --shared_.connections;
    ::close(descriptor);
    return;
  }
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  const auto index = static_cast<std::size_t>(descriptor);
  const ConnectionId id{descriptor, ++next_serial_};
  const bool is_proxy = shared_.proxies.contains(address);
  Caller caller{id, {std::move(address), is_proxy}, others >= limit};
  try {
    if (connections_.size() <= index) connections_.resize(index + 1);
    // From here on the connection closes the descriptor.
    connections_[index] = std::make_unique<Connection>(context_, std::move(caller), shared_.tls.current());
    watch(descriptor, packed(id));
  } catch (const std::exception& error) {
    log::error("Inbound front: a connection cannot be served", {{"reason", error.what()}});
    if (index < connections_.size()) connections_[index].reset();
    --shared_.connections;
    return;
  }
  if (open_++ == 0) next_tick_ = context_.now + tick_time_;
}

void Loop::deliver() {
  for (Mailbox::Letter& letter : context_.mailbox->take()) {
    if (Connection* connection = find(letter.to)) {
      guarded(*connection, [&letter](Connection& it) { it.onReply(letter.reply); });
    }
  }
}

void Loop::sendAll() {
  for (const ConnectionId id : context_.unsent) {
    if (Connection* connection = find(id)) guarded(*connection, [](Connection& it) { it.flush(); });
  }
  context_.unsent.clear();
}

void Loop::tick() {
  next_tick_ = context_.now + tick_time_;
  if (!listening_ && !context_.draining) listen(true);
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    if (connections_[i]) guarded(*connections_[i], [](Connection& it) { it.onTick(); });
  }
}

void Loop::listen(bool on) {
  epoll_event event{};
  if (on) event.events = EPOLLIN;
  event.data.u64 = kListener;
  ::epoll_ctl(context_.epoll, EPOLL_CTL_MOD, listener_.impl()->sockfd(), &event);
  listening_ = on;
  if (!on && open_ == 0) next_tick_ = context_.now + tick_time_;
}

void Loop::beginDrain() {
  context_.draining = true;
  drain_end_ = context_.now + drain_time_.load();
  listener_.close();
  listening_ = false;
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    if (connections_[i]) guarded(*connections_[i], [](Connection& it) { it.drain(); });
  }
}

bool Loop::isFinished() const {
  return context_.draining && (open_ == 0 || std::chrono::steady_clock::now() >= drain_end_);
}

}  // namespace iflowsim
