#pragma once

#include <utility>

#include "adapters/rfc/rfc_config.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// Calls the function that the root element of the body is named as (`_-` in it stands for `/`), and makes the reply
/// the message; its headers stay. As there is no RFC client, the call goes through the tenant's HttpClient as a POST of
/// the body to `rfc://<destination>/<function as the body writes it>`, where stubs answer it. Immutable, used by many
/// threads; the services outlive it. Source: runtime-behaviour 3.6, the product's page "RFC Receiver Adapter".
class RfcReceiver final : public Receiver {
 public:
  RfcReceiver(RfcConfig config, const Services& services) : config_(std::move(config)), services_(services) {}

  /// Throws FlowError: JCoException for an empty destination, RuntimeCamelException for a body that names no function
  /// (its cause is the parser's), AbapException with the text of the reply for a status outside 200-299, and the
  /// client's error when there is no reply.
  void call(Exchange& exchange) const override;

 private:
  OutboundRequest makeRequest(const Exchange& exchange) const;

  RfcConfig config_;
  const Services& services_;
};

}  // namespace iflowsim
