#pragma once

#include <memory>
#include <string>

#include "adapters/idoc/idoc_config.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// The IDoc receiver: sends the IDocs of the body in an envelope, and makes the numbers that the system gave them the
/// message. Throws FlowError: for a body that holds no IDoc, or more than one where only one may be sent; for a reply
/// that is none to an IDoc; what `callOut` and `readSoapReply` throw. Source: runtime-behaviour 3.4, observed-samples
/// 102 to 104.
class IdocReceiver final : public Receiver {
 public:
  /// The services outlive it.
  IdocReceiver(std::shared_ptr<const IdocReceiverConfig> config, const Services& services)
      : config_(std::move(config)), ids_(config_->message_id, services), services_(services) {}

  void call(Exchange& exchange) const override;

 private:
  /// What the envelope holds.
  std::string payload(const Exchange& exchange, const std::string& message_id) const;

  std::shared_ptr<const IdocReceiverConfig> config_;
  SapMessageIds ids_;
  const Services& services_;
};

}  // namespace iflowsim
