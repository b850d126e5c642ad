#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/message/body.h"

/// HTTP as the modules of iflowsim hand it to each other: plain data, no library's types.
namespace iflowsim {

/// What the inbound front knows of a connection; the matter of security alone.
struct ConnectionFacts;
class HttpEndpoint;

/// Header lines in order; a name may repeat.
class HttpHeaders {
 public:
  using Entry = std::pair<std::string, std::string>;

  HttpHeaders() = default;
  HttpHeaders(std::initializer_list<Entry> entries) : entries_(entries) {}

  /// Makes room for so many lines.
  void reserve(std::size_t lines) { entries_.reserve(lines); }
  void add(std::string name, std::string value) { entries_.emplace_back(std::move(name), std::move(value)); }
  /// Replaces all lines of that name.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);
  /// First value of that name, compared without regard to case; null when absent.
  const std::string* find(std::string_view name) const;
  std::string_view get(std::string_view name) const;
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  std::vector<Entry> entries_;
};

/// A request as the front received it. Header names are as sent.
struct HttpRequest {
  std::string method;
  /// Raw path as sent, still percent-encoded, without the query.
  std::string path;
  /// Raw query without `?`; `has_query` tells an empty one from none.
  std::string query;
  bool has_query = false;
  HttpHeaders headers;
  Body body;
  /// Address of the caller.
  std::string peer;
  bool secure = false;
  /// Value of the Host header.
  std::string host;
  /// Shared by the requests of a connection; null where no front is.
  std::shared_ptr<const ConnectionFacts> connection = {};
  /// The endpoint that was found for its head; null: not looked for yet.
  std::shared_ptr<HttpEndpoint> endpoint = {};
  /// Id of the decision record of this call; 0: none.
  std::uint64_t decision = 0;
};

struct HttpReply {
  int status = 200;
  HttpHeaders headers;
  Body body;
  /// Reason phrase as a peer sent it; empty: the standard one of the status.
  std::string reason = {};
};

/// The standard reason phrase of a status, `Unknown` for others.
std::string_view reasonPhrase(int status);

/// The name in a Host header, without port and without the brackets of an IPv6 address: `localhost` of
/// `localhost:8443`, `::1` of `[::1]:8443`.
std::string_view hostName(std::string_view host);
/// Whether an address is this machine's own.
bool isLoopback(std::string_view address);

/// Percent-decoding; with `plus_is_blank` also `+`. Malformed escapes stay as they are.
std::string percentDecode(std::string_view text, bool plus_is_blank = false);
/// Percent-encodes everything but unreserved characters and those in `keep`.
std::string percentEncode(std::string_view text, std::string_view keep = {});

/// Takes the one reply to a request, from any thread.
using ReplySink = std::function<void(HttpReply)>;

}  // namespace iflowsim
