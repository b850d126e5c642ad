#include "security/front/front.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include "security/front/loop.h"

namespace iflowsim {

namespace {

using Poco::Net::ServerSocket;
using Poco::Net::SocketAddress;

constexpr int kBacklog = 1'024;

ServerSocket listenOn(const SocketAddress& address, bool shared) {
  ServerSocket socket;
  socket.bind(address, true, shared);
  socket.listen(kBacklog);
  socket.setBlocking(false);
  return socket;
}

/// One socket a thread on one port: the kernel spreads the callers. The first takes the port alone and so finds out
/// whether another process has it, which sockets that share ports would not.
std::vector<ServerSocket> listenTogether(const FrontOptions& options, unsigned count) {
  SocketAddress address(options.address, options.port);
  if (options.port != 0) {
    ServerSocket probe;
    probe.bind(address, true, false);
  }
  std::vector<ServerSocket> sockets;
  for (unsigned i = 0; i < count; ++i) {
    sockets.push_back(listenOn(address, true));
    address = SocketAddress(address.host(), sockets.front().address().port());
  }
  return sockets;
}

}  // namespace

void InboundHandler::onTooLarge(const HttpRequest&, ReplySink sink) {
  sink({413, {{"Content-Type", "text/plain"}}, Body("The request body is too large.\n")});
}

HttpHeaders InboundHandler::onRefused(const HttpRequest& /*head*/, int /*status*/, const std::string& /*reason*/) {
  return {};
}

void InboundHandler::onHandshakeRefused(std::shared_ptr<const ConnectionFacts>) {}

class Front::Server {
 public:
  Server(FrontOptions options, InboundHandler& handler) : options_(std::move(options)), handler_(handler) {
    if (options_.clock == nullptr) options_.clock = &system_clock_;
  }
  ~Server() { stop(std::chrono::milliseconds(0)); }

  Result<void> start();
  Result<void> setTls(TlsOptions options);
  Result<void> reload();
  std::uint16_t port() const { return port_; }
  void stop(std::chrono::milliseconds drain);

 private:
  Result<void> openTls(const TlsOptions& options);

  const SystemClock system_clock_;
  FrontOptions options_;
  InboundHandler& handler_;
  AddressList proxies_;
  TlsSlot tls_;
  /// Guards the options of TLS, which change; the loops do not read them.
  std::mutex tls_mutex_;
  std::atomic<std::size_t> connections_ = 0;
  std::uint16_t port_ = 0;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
};

Result<void> Front::Server::start() {
  auto proxies = AddressList::parse(options_.trusted_proxies);
  if (!proxies) return tl::unexpected(std::move(proxies.error()));
  proxies_ = std::move(*proxies);
  if (options_.tls) {
    if (auto opened = openTls(*options_.tls); !opened) return opened;
  }
  const unsigned count = options_.threads != 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
  try {
    for (ServerSocket& socket : listenTogether(options_, count)) {
      port_ = socket.address().port();
      const Loop::Shared shared{options_, handler_, tls_, proxies_, connections_};
      loops_.push_back(std::make_unique<Loop>(shared, socket));
    }
  } catch (const Poco::Exception& error) {
    loops_.clear();
    return failure("FRONT-001", "Inbound front: cannot listen on " + options_.address + " port " +
                                    std::to_string(options_.port) + " (" + error.displayText() +
                                    "). Choose another address or port, or end the process that has it.");
  }
  for (const auto& loop : loops_) threads_.emplace_back([&running = *loop] { running.run(); });
  return {};
}

Result<void> Front::Server::openTls(const TlsOptions& options) {
  auto context = TlsContext::open(options, *options_.clock);
  if (!context) return tl::unexpected(std::move(context.error()));
  tls_.replace(std::move(*context));
  return {};
}

Result<void> Front::Server::setTls(TlsOptions options) {
  const std::lock_guard lock(tls_mutex_);
  auto opened = openTls(options);
  if (opened) options_.tls = std::move(options);
  return opened;
}

Result<void> Front::Server::reload() {
  const std::lock_guard lock(tls_mutex_);
  return options_.tls ? openTls(*options_.tls) : Result<void>();
}

void Front::Server::stop(std::chrono::milliseconds drain) {
  for (const auto& loop : loops_) loop->stop(drain);
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  loops_.clear();
}

Front::Front(FrontOptions options, InboundHandler& handler)
    : server_(std::make_unique<Server>(std::move(options), handler)) {}

Front::~Front() = default;

Result<void> Front::start() {
  return server_->start();
}
Result<void> Front::setTls(TlsOptions options) {
  return server_->setTls(std::move(options));
}
Result<void> Front::reload() {
  return server_->reload();
}
std::uint16_t Front::port() const {
  return server_->port();
}
void Front::stop(std::chrono::milliseconds drain) {
  server_->stop(drain);
}

}  // namespace iflowsim
