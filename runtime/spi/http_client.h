#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "runtime/spi/http.h"

namespace iflowsim {

/// Who makes an outbound call, so that stubs can be matched by it and errors can name it.
struct CallSite {
  std::string flow_id;
  std::string channel_name;
  std::string channel_id;
  std::string receiver;
};

struct OutboundRequest {
  std::string method;
  /// Absolute address with query.
  std::string url;
  HttpHeaders headers;
  Body body;
  bool send_body = true;
  std::chrono::milliseconds timeout{60'000};
  /// Cookies of earlier calls in the same scope are sent and kept when not null. Owned by the caller.
  class CookieJar* cookies = nullptr;
  CallSite site;
  /// The authentication method the channel asks for and this request cannot carry, such as `OAuth2 Client Credentials`.
  /// A stub answers nevertheless; a client that would make a real call refuses it. Empty: the request is complete.
  std::string missing_authentication = {};
  /// The host is a virtual one behind the cloud connector.
  bool on_premise = false;
};

/// Cookies of one scope (an exchange or a flow), as Netscape cookie lines. Not thread-safe.
class CookieJar {
 public:
  std::vector<std::string> lines;
};

/// Makes outbound HTTP calls: a stub's answer or a real one, the caller cannot tell. Thread-safe; blocks up to the
/// timeout. Any HTTP status is a reply; throws FlowError with the documented class and text when there is none
/// (no stub, unknown host, refused, timeout, TLS). Source: runtime-behaviour 3.0, 3.1.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  virtual HttpReply call(const OutboundRequest& request) = 0;
};

}  // namespace iflowsim
