#include "runtime/script/fake_host_testkit.h"

#include <array>
#include <condition_variable>
#include <filesystem>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim::script {

namespace {

int listenAt(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);  // what bind() asks for
  ::bind(made, generic, sizeof(address));
  ::listen(made, 128);
  return made;
}

}  // namespace

bool FakeLink::readBytes(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(socket_, to, size, 0);
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<Frame> FakeLink::read() {
  std::array<char, 5> head{};
  if (!readBytes(head.data(), head.size())) return std::nullopt;
  WireIn in(std::string_view(head.data(), head.size()));
  const std::uint32_t length = in.u32();
  Frame frame{static_cast<Kind>(in.u8()), std::string(length - 1, '\0')};
  if (!readBytes(frame.payload.data(), frame.payload.size())) return std::nullopt;
  return frame;
}

void FakeLink::write(Kind kind, const WireOut& payload) {
  WireOut frame;
  frame.count(payload.bytes().size() + 1).u8(static_cast<std::uint8_t>(kind)).append(payload.bytes());
  writeBytes(frame.bytes());
}

void FakeLink::writeBytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void FakeLink::close() {
  ::shutdown(socket_, SHUT_RDWR);
}

class FakeHost::Process {
 public:
  explicit Process(FakeHost& host) : host_(host), path_((folder_.path() / "host").string()), socket_(listenAt(path_)) {
    listener_ = std::thread([this] { acceptAll(); });
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    kill();
    listener_.join();
    for (std::thread& server : servers_) server.join();
    for (const int socket : sockets_) ::close(socket);
    ::close(socket_);
  }

  const std::string& path() const { return path_; }

  void kill() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(is_dead_, true)) return;
    ::shutdown(socket_, SHUT_RDWR);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    died_.notify_all();
  }
  bool diesWithin(std::chrono::milliseconds time) const {
    std::unique_lock lock(mutex_);
    return died_.wait_for(lock, time, [this] { return is_dead_; });
  }

 private:
  void acceptAll() {
    for (;;) {
      const int socket = ::accept(socket_, nullptr, nullptr);
      const std::lock_guard lock(mutex_);
      if (is_dead_ || socket < 0) {
        if (socket >= 0) ::close(socket);
        return;
      }
      sockets_.push_back(socket);
      ++host_.connections_;
      servers_.emplace_back([this, socket] {
        FakeLink link(socket);
        host_.serve(link);
        link.close();
      });
    }
  }

  FakeHost& host_;
  iflowsim::testing::TemporaryFolder folder_;
  std::string path_;
  int socket_;
  std::thread listener_;
  mutable std::mutex mutex_;
  mutable std::condition_variable died_;
  // Guarded by mutex_.
  bool is_dead_ = false;
  std::vector<int> sockets_;
  std::vector<std::thread> servers_;
};

namespace {

/// What the pool holds of it.
template <typename Process>
class Handle final : public HostProcess {
 public:
  explicit Handle(std::shared_ptr<Process> process) : process_(std::move(process)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() override { process_->kill(); }

  const std::string& socketPath() const override { return process_->path(); }
  bool isAlive() const override { return !process_->diesWithin(std::chrono::milliseconds(0)); }
  bool endsWithin(std::chrono::milliseconds time) const override { return process_->diesWithin(time); }
  std::string endedHow() const override { return isAlive() ? "" : "by signal 9"; }
  void kill() override { process_->kill(); }

 private:
  std::shared_ptr<Process> process_;
};

}  // namespace

FakeHost::FakeHost() = default;
FakeHost::~FakeHost() = default;

void FakeHost::on(Kind kind, Answer answer) {
  answers_.emplace_back(kind, std::move(answer));
}

HostLauncher FakeHost::launcher() {
  return [this]() -> Result<std::unique_ptr<HostProcess>> {
    ++launches_;
    if (launches_to_fail > 0) {
      --launches_to_fail;
      return failure("SCRIPT-005", "Scripts cannot run: there is no Java.");
    }
    auto process = std::make_shared<Process>(*this);
    const std::lock_guard lock(mutex_);
    processes_.push_back(process);
    return std::make_unique<Handle<Process>>(process);
  };
}

void FakeHost::kill() {
  const std::lock_guard lock(mutex_);
  processes_.back()->kill();
}

bool FakeHost::wasKilled() const {
  const std::lock_guard lock(mutex_);
  return processes_.back()->diesWithin(std::chrono::milliseconds(0));
}

std::vector<std::string> FakeHost::seen(Kind kind) const {
  std::vector<std::string> payloads;
  const std::lock_guard lock(mutex_);
  for (const Frame& frame : seen_) {
    if (frame.kind == kind) payloads.push_back(frame.payload);
  }
  return payloads;
}

void FakeHost::serve(FakeLink& link) {
  while (auto frame = link.read()) {
    {
      const std::lock_guard lock(mutex_);
      seen_.push_back(*frame);
    }
    answer(link, *frame);
  }
}

void FakeHost::answer(FakeLink& link, const Frame& frame) {
  for (const auto& [kind, answer] : answers_) {
    if (kind == frame.kind) return answer(link, frame);
  }
  switch (frame.kind) {
    case Kind::Hello:
      return link.write(Kind::HelloOk, std::move(WireOut().u32(1).text("fake").u32(0)));
    case Kind::Bundle:
      return link.write(Kind::BundleOk, std::move(WireOut().u64(7)));
    case Kind::Compile:
      return link.write(Kind::Compiled, std::move(WireOut().u64(8).u32(0)));
    case Kind::Run:
      return link.write(Kind::Result, std::move(noChanges().i64(1)));
    case Kind::Ping: {
      WireIn in(frame.payload);
      WireOut pong;
      pong.u64(in.u64()).u64(heap_used).u64(100).u64(0).u32(stuck);
      return link.write(Kind::Pong, pong);
    }
    default:
      return;
  }
}

WireOut noChanges() {
  return std::move(WireOut().u8(6).u32(0).u32(0).u32(0).u32(0).boolean(false).u32(0));
}

WireOut resultWith(const WireOut& body) {
  return std::move(WireOut().append(body.bytes()).u32(0).u32(0).u32(0).u32(0).boolean(false).u32(0).i64(1));
}

WireOut errorOf(const std::string& class_name, const std::string& message, bool connection_ends) {
  WireOut out;
  out.u8(1).text(class_name + ": " + message).text(class_name).text(message).u32(0).u64(0).boolean(false);
  out.text("a.groovy").u32(3).text("").boolean(false).boolean(connection_ends);
  return out;
}

}  // namespace iflowsim::script
