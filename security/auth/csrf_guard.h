#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// The token that a CSRF-protected channel asks modifying calls for. A caller fetches it with GET or HEAD and
/// `X-CSRF-Token: Fetch`, and sends it back with the session cookie it came with; without one of them, or with those of
/// another session, he is refused. Sessions are not stored: the cookie carries its end, and the token is a keyed hash
/// of it, so callers cost no memory. Tokens do not survive a restart of the server. Thread-safe. Source:
/// runtime-behaviour 1.7 row 14, 2.1, observed-samples #8, 9.
class CsrfGuard {
 public:
  struct Options {
    /// How long a token is good after it was fetched.
    std::chrono::seconds lifetime = std::chrono::minutes(30);
  };

  /// The clock must outlive it.
  CsrfGuard(const Clock& clock, Options options);

  /// Whether the request asks for a token rather than for the flow.
  static bool isFetch(const HttpRequest& request);
  /// 200 with a token and the cookies of a new session.
  HttpReply fetched() const;
  /// Whether the request needs no token or has a right one.
  bool lets(const HttpRequest& request) const;
  /// 403 with `X-CSRF-Token: required` and the cookies of a new session.
  HttpReply refusal() const;

 private:
  std::string newSession() const;
  std::string tokenOf(std::string_view session) const;
  bool isAlive(std::string_view session) const;

  const Clock& clock_;
  const Options options_;
  std::array<unsigned char, 32> key_{};
};

}  // namespace iflowsim
