#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/message/body.h"
#include "security/front/transport.h"

namespace iflowsim {

/// What a connection still has to send: bytes, then at most one large body that is sent from where it lies. Not
/// thread-safe.
class OutputQueue {
 public:
  /// Heads and small bodies are appended here. Not while a large body waits.
  std::string& bytes() { return bytes_; }
  void append(const Body& body);

  bool empty() const { return bytes_.size() == sent_ && tail_.isNull(); }
  /// The caller reads so slowly that no further request of it should be started.
  bool isHigh() const;
  /// Sends until empty, the socket takes no more (WantWrite, WantRead), or enough was sent for one turn (WantWrite).
  Transport::Outcome sendTo(Transport& transport);

 private:
  std::string_view next() const;
  void advance(std::size_t count);

  std::string bytes_;
  std::size_t sent_ = 0;
  Body tail_;
  std::size_t tail_sent_ = 0;
};

}  // namespace iflowsim
