#include "runtime/script/host_connection.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace iflowsim::script {

namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::chrono::milliseconds kGreetingTime{10'000};
constexpr std::array kServices = {"SecureStoreService", "KeystoreService", "NumberRangeConfigurationService"};

std::string systemText() {
  return std::strerror(errno);
}

int connectTo(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) throw HostGone("the path of its socket is too long: " + path, true);
  path.copy(address.sun_path, path.size());
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) throw HostGone("no socket can be made: " + systemText(), true);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);  // what connect() asks for
  if (::connect(made, generic, sizeof(address)) == 0) return made;
  const std::string why = systemText();
  ::close(made);
  throw HostGone("it does not listen at " + path + ": " + why, true);
}

}  // namespace

HostConnection::HostConnection(const std::string& socket_path, std::uint64_t generation)
    : socket_(connectTo(socket_path)), generation_(generation) {
  WireOut hello;
  hello.u32(kVersion).count(kServices.size());
  for (const char* service : kServices) hello.text(service);
  try {
    const Frame answer = ask(Kind::Hello, hello, kGreetingTime);
    if (answer.kind != Kind::HelloOk) throw HostGone("it does not speak version 1 of the protocol", true);
  } catch (...) {
    ::close(socket_);
    throw;
  }
}

HostConnection::~HostConnection() {
  ::close(socket_);
}

void HostConnection::send(Kind kind, const WireOut& payload) {
  WireOut frame;
  frame.count(payload.bytes().size() + 1).u8(static_cast<std::uint8_t>(kind));
  std::string bytes = frame.bytes() + payload.bytes();
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw HostGone("it is gone: " + systemText(), true);
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void HostConnection::read(char* to, std::size_t size, std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (size > 0) {
    if (time.count() > 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      pollfd wanted{socket_, POLLIN, 0};
      const int ready = left.count() <= 0 ? 0 : ::poll(&wanted, 1, static_cast<int>(left.count()));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) throw HostGone("it does not answer");
    }
    const ssize_t got = ::recv(socket_, to, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw HostGone("it ended");
    to += got;
    size -= static_cast<std::size_t>(got);
  }
}

Frame HostConnection::receive(std::chrono::milliseconds time) {
  std::array<char, 5> head{};
  read(head.data(), head.size(), time);
  WireIn in(std::string_view(head.data(), head.size()));
  const std::size_t length = in.u32();
  if (length == 0 || length > kMostFrameBytes) throw WireError("a frame of the script host has a wrong length");
  Frame frame{static_cast<Kind>(in.u8()), std::string(length - 1, '\0')};
  read(frame.payload.data(), frame.payload.size(), time);
  return frame;
}

Frame HostConnection::ask(Kind kind, const WireOut& payload, std::chrono::milliseconds time) {
  send(kind, payload);
  return receive(time);
}

}  // namespace iflowsim::script
