#pragma once

#include <istream>
#include <string>
#include <string_view>

#include "web/management/api_reply.h"

namespace iflowsim {

/// A request to the management side, of no library's type.
struct ApiRequest {
  std::string method;
  /// Path and query as sent.
  std::string target;
  /// Value of the Host header.
  std::string host;
  /// Value of the Authorization header.
  std::string authorization;
  std::string content_type;
  std::istream& body;
};

/// The management surface: checks who calls and under which name, then runs the operation of the route. Thread-safe.
class Router {
 public:
  struct Options {
    /// What callers send as `Authorization: Bearer <secret>`.
    std::string secret;
    /// Host name, beside localhost and the loopback addresses, under which the server may be called. Anything else is
    /// refused, so that a web page cannot reach it under a name of its own (DNS rebinding).
    std::string host;
  };

  Router(ManagedTenant tenant, Options options);

  /// Never throws; what an operation throws is logged and answered 500.
  ApiReply answer(const ApiRequest& request);

 private:
  bool isOwnHost(std::string_view host) const;
  bool isAuthorized(std::string_view authorization) const;

  ManagedTenant tenant_;
  const Options options_;
};

}  // namespace iflowsim
