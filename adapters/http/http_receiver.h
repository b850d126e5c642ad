#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "adapters/http/http_config.h"
#include "adapters/http/http_session.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// Waits between retries; replaced in tests.
using Sleep = std::function<void(std::chrono::milliseconds)>;

/// The HTTP receiver: sends the message through the tenant's HttpClient and makes the reply the message. Throws
/// FlowError: AhcOperationFailedException with the details statusCode, statusText and responseBody for a status outside
/// 200-299, the client's error when there is no reply, NodeManagerException for a missing credential.
/// Source: runtime-behaviour 3.1, observed-samples 36-39, 47-52.
class HttpReceiver final : public Receiver {
 public:
  struct Environment {
    /// Its members outlive the receiver.
    const Services& services;
    Sleep sleep;
    /// Cookies shared by the channels of the flow; used when the channel's session is that of the flow.
    std::shared_ptr<const HttpSession> flow_session = std::make_shared<const HttpSession>();
  };

  HttpReceiver(HttpConfig config, Environment environment);

  void call(Exchange& exchange) const override;

 private:
  OutboundRequest makeRequest(Exchange& exchange) const;
  void addHeaders(const Exchange& exchange, OutboundRequest& request) const;
  void authenticate(const Exchange& exchange, OutboundRequest& request) const;
  HttpReply send(Exchange& exchange, OutboundRequest& request) const;
  HttpReply sendWithRetries(OutboundRequest& request) const;
  [[noreturn]] void fail(Exchange& exchange, const OutboundRequest& request, const HttpReply& reply) const;
  void takeReply(Exchange& exchange, const OutboundRequest& request, const HttpReply& reply) const;

  HttpConfig config_;
  Environment environment_;
};

}  // namespace iflowsim
