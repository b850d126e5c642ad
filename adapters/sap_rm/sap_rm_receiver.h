#pragma once

#include <utility>

#include "adapters/sap_rm/sap_rm_config.h"
#include "adapters/sap_rm/sap_rm_protocol.h"
#include "runtime/spi/adapter.h"

namespace iflowsim {

/// Sends a message one way by SAP RM: an envelope of SOAP 1.1 with id, quality of service and queue in the query of the
/// address. A success empties the message; a fault or any other status fails it. Immutable but for the map of ids, used
/// by many threads; the services outlive it. Source: runtime-behaviour 3.3.
class SapRmReceiver final : public Receiver {
 public:
  SapRmReceiver(SapRmReceiverConfig config, const Services& services)
      : config_(std::move(config)), ids_(config_.message_id, services), services_(services) {}

  /// Throws FlowError: see `readSoapReply` for failed calls; IllegalStateException for ExactlyOnceInOrder without a
  /// queue.
  void call(Exchange& exchange) const override;

 private:
  SapRmCall protocolOf(const Exchange& exchange) const;

  SapRmReceiverConfig config_;
  SapMessageIds ids_;
  const Services& services_;
};

}  // namespace iflowsim
