#pragma once

#include <string>
#include <utility>

#include "adapters/shared/soap/soap_message.h"
#include "adapters/soap/soap_receiver_config.h"
#include "runtime/spi/adapter.h"

namespace iflowsim {

class AdapterRegistry;

/// Calls a SOAP 1.1 service: the body of the message goes out in an envelope with the SOAP headers and attachments of
/// the message, and what comes back becomes the message. Immutable, used by many threads; the services outlive it.
/// Source: runtime-behaviour 3.2.
class SoapReceiver final : public Receiver {
 public:
  SoapReceiver(SoapReceiverConfig config, const Services& services) : config_(std::move(config)), services_(services) {}

  /// Throws FlowError: see `readSoapReply` for failed calls.
  void call(Exchange& exchange) const override;

 private:
  std::string envelope(const Exchange& exchange) const;
  std::string protect(std::string envelope, const Exchange& exchange) const;
  /// Verifies and decrypts in place.
  void open(SoapMessage& message, int status) const;

  SoapReceiverConfig config_;
  const Services& services_;
};

void addSoapReceiver(AdapterRegistry& registry);

}  // namespace iflowsim
