#pragma once

#include <string>
#include <string_view>

#include "web/management/api_reply.h"

namespace iflowsim {

/// The management surface: checks under which name and from which page it is called, who calls and whether he may, then
/// runs the operation of the route. Thread-safe.
class Router {
 public:
  struct Options {
    /// What the tenant's owner sends as `Authorization: Bearer <secret>`; others are known to the tenant's gate.
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
  bool isOwner(std::string_view authorization) const;
  Result<Operator> identify(const ApiRequest& request) const;
  ApiReply dispatch(const ApiRequest& request);

  ManagedTenant tenant_;
  const Options options_;
};

}  // namespace iflowsim
