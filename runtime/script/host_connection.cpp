#include "runtime/script/host_connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "runtime/script/tenant_services.h"

namespace iflowsim::script {

namespace {

using How = HostGone::How;

constexpr std::uint32_t kVersion = 1;
/// What the host may take to read on while a frame is sent to it.
constexpr std::chrono::milliseconds kSendTime{30'000};
constexpr std::size_t kInputBytes = 1U << 16U;
constexpr std::size_t kHeadBytes = 5;

std::string systemText() {
  return std::strerror(errno);
}

std::string seconds(std::chrono::milliseconds time) {
  const auto count = time.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

void setSocketTime(int socket, int option, std::chrono::milliseconds time) {
  const timeval value{static_cast<time_t>(time.count() / 1000), static_cast<suseconds_t>(time.count() % 1000 * 1000)};
  ::setsockopt(socket, SOL_SOCKET, option, &value, sizeof(value));
}

int connectTo(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    throw HostGone(How::Unavailable, "the path of its socket is too long: " + path);
  }
  path.copy(address.sun_path, path.size());
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) throw HostGone(How::Unavailable, "no socket can be made: " + systemText());
  setSocketTime(made, SO_SNDTIMEO, kSendTime);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);  // what connect() asks for
  if (::connect(made, generic, sizeof(address)) == 0) return made;
  const bool is_late = errno == EAGAIN;
  const std::string why = systemText();
  ::close(made);
  throw HostGone(is_late ? How::Silent : How::NotReached, "it does not listen at " + path + ": " + why);
}

/// Takes what was sent off the front of what is to be sent.
void advance(std::array<iovec, 3>& parts, std::size_t sent) {
  for (iovec& part : parts) {
    const std::size_t done = std::min(sent, part.iov_len);
    part.iov_base = static_cast<char*>(part.iov_base) + done;
    part.iov_len -= done;
    sent -= done;
  }
}

iovec partOf(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size()};  // the system only reads it
}

WireOut headOf(Kind kind, const WireOut& payload) {
  const std::size_t length = payload.bytes().size() + 1;
  if (length > kMostFrameBytes) {
    throw WireError("what is to be sent has " + std::to_string(length) + " bytes, and the script host takes " +
                    std::to_string(kMostFrameBytes) + " at once");
  }
  return std::move(WireOut().count(length).u8(static_cast<std::uint8_t>(kind)));
}

}  // namespace

HostConnection::HostConnection(std::shared_ptr<HostProcess> process, std::uint64_t generation,
                               std::chrono::milliseconds time)
    : process_(std::move(process)),
      socket_(connectTo(process_->socketPath())),
      generation_(generation),
      input_(kInputBytes) {
  try {
    greet(time);
  } catch (...) {
    ::close(socket_);
    throw;
  }
}

HostConnection::~HostConnection() {
  ::close(socket_);
}

void HostConnection::greet(std::chrono::milliseconds time) {
  WireOut hello;
  hello.u32(kVersion).count(kTenantServices.size());
  for (const char* service : kTenantServices) hello.text(service);
  const Frame answer = ask(Kind::Hello, hello, time);
  WireIn in(answer.payload);
  if (answer.kind != Kind::HelloOk || in.u32() != kVersion) {
    throw WireError("what listens there is no script host of version " + std::to_string(kVersion) + " of the protocol");
  }
}

WireOut& HostConnection::payload() {
  payload_.clear();
  return payload_;
}

void HostConnection::postpone(Kind kind, const WireOut& payload) {
  postponed_ += headOf(kind, payload).bytes();
  postponed_ += payload.bytes();
}

void HostConnection::send(Kind kind, const WireOut& payload) {
  const WireOut head = headOf(kind, payload);
  std::array<iovec, 3> parts{partOf(postponed_), partOf(head.bytes()), partOf(payload.bytes())};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  for (std::size_t left = postponed_.size() + head.bytes().size() + payload.bytes().size(); left > 0;) {
    const ssize_t sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      throw HostGone(How::Silent, "it did not read for " + seconds(kSendTime));
    }
    if (sent < 0) throw HostGone(How::NotReached, "it is gone: " + systemText());
    left -= static_cast<std::size_t>(sent);
    advance(parts, static_cast<std::size_t>(sent));
  }
  postponed_.clear();
}

void HostConnection::setTime(std::chrono::milliseconds time) {
  if (time == time_) return;
  setSocketTime(socket_, SO_RCVTIMEO, time);
  time_ = time;
}

std::size_t HostConnection::receiveSome(char* to, std::size_t most) {
  for (;;) {
    const ssize_t got = ::recv(socket_, to, most, 0);
    if (got > 0) return static_cast<std::size_t>(got);
    if (got == 0) throw HostGone(How::Lost, "it closed the connection");
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      throw HostGone(How::Silent, "it did not answer for " + seconds(time_));
    }
    throw HostGone(How::Lost, "the connection to it broke: " + systemText());
  }
}

void HostConnection::read(char* to, std::size_t size) {
  while (size > 0) {
    if (input_at_ == input_end_ && size >= input_.size()) {
      const std::size_t got = receiveSome(to, size);
      to += got;
      size -= got;
      continue;
    }
    if (input_at_ == input_end_) {
      input_at_ = 0;
      input_end_ = 0;
      input_end_ = receiveSome(input_.data(), input_.size());
    }
    const std::size_t taken = std::min(size, input_end_ - input_at_);
    std::memcpy(to, input_.data() + input_at_, taken);
    input_at_ += taken;
    to += taken;
    size -= taken;
  }
}

Frame HostConnection::receive(std::chrono::milliseconds time) {
  setTime(time);
  std::array<char, kHeadBytes> head{};
  read(head.data(), head.size());
  WireIn in(std::string_view(head.data(), head.size()));
  const std::size_t length = in.u32();
  if (length == 0 || length > kMostFrameBytes) {
    throw WireError("a frame of the script host has the length " + std::to_string(length));
  }
  Frame frame{static_cast<Kind>(in.u8()), {}};
  // Step by step, so that a damaged length costs no memory.
  while (frame.payload.size() < length - 1) {
    const std::size_t at = frame.payload.size();
    frame.payload.resize(std::min(length - 1, std::max(2 * at, kMostPieceBytes)));
    read(frame.payload.data() + at, frame.payload.size() - at);
  }
  return frame;
}

Frame HostConnection::ask(Kind kind, const WireOut& payload, std::chrono::milliseconds time) {
  send(kind, payload);
  return receive(time);
}

}  // namespace iflowsim::script
