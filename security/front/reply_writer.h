#pragma once

#include <string>
#include <string_view>

#include "runtime/spi/http.h"

namespace iflowsim {

/// How a reply is framed on its connection.
struct ReplyFraming {
  /// The request was HEAD: everything but the body.
  bool head_only = false;
  bool http10 = false;
  bool keep_alive = true;
  /// Values of Date and Server; no Server header when empty.
  std::string_view date;
  std::string_view server;
};

/// Whether a reply of this status has a body at all (RFC 9110 15.2, 15.3.5, 15.4.5).
bool mayHaveBody(int status);

/// Appends the head of the reply up to and with the empty line. Content-Length, Transfer-Encoding, Connection and
/// Keep-Alive of the reply are replaced by what the framing says; Content-Length survives where no body is sent and the
/// reply has none. Headers whose name is no token are left out; CR, LF and NUL in values become blanks.
void appendReplyHead(std::string& out, const HttpReply& reply, const ReplyFraming& framing);

/// The Date header's form of a time in seconds since the epoch (RFC 9110 5.6.7).
std::string httpDate(long long seconds);

}  // namespace iflowsim
