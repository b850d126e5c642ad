#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/message/body.h"
#include "security/front/reply_writer.h"
#include "security/front/transport.h"

namespace iflowsim {

/// What a connection still has to send: bytes, then at most one large body that is sent from where it lies. Not
/// thread-safe.
class OutputQueue {
 public:
  /// What is appended here comes next. Not while a large body waits.
  std::string& bytes() { return bytes_; }
  /// Appends a reply, or, and then returns false, one with status 500 that closes the connection because the bytes of
  /// the body cannot be made. Not while a large body waits.
  bool append(const HttpReply& reply, const ReplyFraming& framing);

  bool empty() const { return bytes_.size() == sent_ && tail_.isNull(); }
  /// The caller reads so slowly that no further request of it should be started.
  bool isHigh() const;
  /// Sends until empty, the socket takes no more (WantWrite, WantRead), or enough was sent for one turn (WantWrite).
  Transport::Outcome sendTo(Transport& transport);

 private:
  void append(const Body& body);
  std::string_view next() const;
  void advance(std::size_t count);

  std::string bytes_;
  std::size_t sent_ = 0;
  Body tail_;
  std::size_t tail_sent_ = 0;
};

}  // namespace iflowsim
