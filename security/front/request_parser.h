#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/spi/http.h"

namespace iflowsim {

/// Why a request cannot be served; the connection cannot go on after it.
struct Rejection {
  int status = 400;
  std::string text;
};

/// Reads HTTP/1.x requests from bytes, one after the other, without any input or output of its own. Grammar by
/// Boost.Beast; on top of it everything is refused that two parties could read differently (RFC 9112 sections 5.2, 6.1,
/// 6.3, 11.2). Not thread-safe.
class RequestParser {
 public:
  enum class Step { NeedMore, Head, BodyPart, Complete, Malformed };

  RequestParser(std::size_t head_bytes, std::size_t header_count);
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;
  ~RequestParser();

  /// Whether forwarding headers of a trusted proxy stay in the requests; those that nobody may send never do.
  void believeForwarding(bool believe);
  /// Forgets the request before.
  void begin();
  /// Takes what it can off the front of `input` and says what was found; what it leaves must be given again, with more
  /// behind it. Head comes once, then body parts, then Complete.
  Step feed(std::string_view& input);

  /// The request as far as it was read, without a body.
  HttpRequest& request();
  /// After BodyPart; points into the input.
  std::string_view bodyPart() const;
  /// After Malformed.
  const Rejection& rejection() const;

  bool keepAlive() const;
  bool isHttp10() const;
  /// Whether a body was announced, be it of no bytes.
  bool announcesBody() const;
  std::optional<std::uint64_t> contentLength() const;
  /// Value of the Expect header, empty without.
  std::string_view expectation() const;

 private:
  class Grammar;
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace iflowsim
