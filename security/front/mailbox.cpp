#include "security/front/mailbox.h"

#include <cerrno>
#include <system_error>

#include <sys/eventfd.h>
#include <unistd.h>

#include "runtime/base/log.h"

namespace iflowsim {

namespace {

/// The one reply that a request is owed.
class Ticket {
 public:
  Ticket(std::shared_ptr<Mailbox> mailbox, ConnectionId to) : mailbox_(std::move(mailbox)), to_(to) {}
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  ~Ticket() {
    if (used_.load()) return;
    try {
      mailbox_->post(to_, {500, {{"Content-Type", "text/plain"}}, Body("The request was given up without a reply.\n")});
    } catch (const std::exception& error) {
      log::error("Inbound front: a request stays without a reply", {{"reason", error.what()}});
    }
  }

  void use(HttpReply&& reply) {
    if (!used_.exchange(true)) mailbox_->post(to_, std::move(reply));
  }

 private:
  const std::shared_ptr<Mailbox> mailbox_;
  const ConnectionId to_;
  std::atomic<bool> used_ = false;
};

}  // namespace

Mailbox::Mailbox() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (event_ < 0) throw std::system_error(errno, std::generic_category(), "make an eventfd");
}

Mailbox::~Mailbox() {
  ::close(event_);
}

ReplySink Mailbox::sinkFor(ConnectionId to) {
  return
      [ticket = std::make_shared<Ticket>(shared_from_this(), to)](HttpReply reply) { ticket->use(std::move(reply)); };
}

void Mailbox::enter(ConnectionId to, std::optional<HttpReply>& slot) {
  handled_ = to;
  slot_ = &slot;
}

void Mailbox::post(ConnectionId to, HttpReply&& reply) {
  const bool from_loop = std::this_thread::get_id() == loop_.load(std::memory_order_relaxed);
  if (from_loop && slot_ != nullptr && handled_ == to) {
    slot_->emplace(std::move(reply));
    return;
  }
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    first = letters_.empty();
    letters_.push_back({to, std::move(reply)});
  }
  // The loop takes all letters before it waits, so its own need no waking.
  if (first && !from_loop) wake();
}

void Mailbox::wake() {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then the loop is awake anyway.
  [[maybe_unused]] const ssize_t written = ::write(event_, &one, sizeof(one));
}

std::vector<Mailbox::Letter> Mailbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(letters_, {});
}

void Mailbox::clearWake() {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(event_, &count, sizeof(count));
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  letters_.clear();
}

}  // namespace iflowsim
