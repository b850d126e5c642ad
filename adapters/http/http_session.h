#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "runtime/message/exchange.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// The cookies of an exchange or of a flow, shared by all its calls. Thread-safe. Source: runtime-behaviour 3.0, flow
/// setting httpSessionHandling.
class HttpSession final : public OpaqueValue {
 public:
  /// Lends a copy of the cookies to the call and takes over what it changed; calls do not wait for each other.
  void use(const std::function<void(CookieJar&)>& call) const;
  /// The class an exchange of the product keeps its cookies in.
  std::string className() const override { return "java.net.CookieManager"; }
  std::string toText() const override { return className(); }

  /// The session of the exchange and of all its copies made from now on.
  static std::shared_ptr<const HttpSession> of(Exchange& exchange);

 private:
  mutable std::mutex mutex_;
  mutable CookieJar jar_;
};

}  // namespace iflowsim
