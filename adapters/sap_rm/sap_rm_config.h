#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/shared/http_channel.h"
#include "adapters/shared/outbound_channel.h"
#include "adapters/shared/sap_message_id.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "iflows/model/component_spec.h"

namespace iflowsim {

/// A SAP RM sender channel as it is configured. Immutable. Source: runtime-behaviour 2.3.
struct SapRmSenderConfig : HttpChannel {
  /// Below `/cxf`, with its leading `/`.
  std::string address;
  /// Processing Settings of old channels: Standard answers before it processes; Robust afterwards, as is the default.
  bool answers_first = false;
  /// The contract; the generic one without a WSDL.
  std::shared_ptr<const WsdlService> service;
  /// It is the channel's own WSDL, so requests must fit it.
  bool has_wsdl = false;
};

/// A SAP RM receiver channel as it is configured. Immutable. Source: runtime-behaviour 3.3.
struct SapRmReceiverConfig {
  OutboundChannel channel;
  /// SOAPAction of the operation; empty without a WSDL.
  std::string soap_action;
  SapMessageIdSettings message_id;
};

/// Read and check the channels. None when something is wrong; every reason is reported. Codes: those of
/// `readHttpChannel`, `readCxfAddress` and `WsdlService::load`, or of `readOutboundChannel`, `readCalledOperation` and
/// `readSapMessageId`; `SAPRM-001` (a setting has an unknown value), `SAPRM-002` (an operation is not one-way),
/// `SAPRM-003` (an operation is of RPC style).
std::shared_ptr<const SapRmSenderConfig> readSapRmSender(BuildContext& build, const Channel& channel);
std::optional<SapRmReceiverConfig> readSapRmReceiver(BuildContext& build, const Channel& channel);

/// The properties the adapters know, for validation and reference pages.
std::vector<PropertySpec> sapRmSenderProperties();
std::vector<PropertySpec> sapRmReceiverProperties();

}  // namespace iflowsim
