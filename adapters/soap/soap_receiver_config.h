#pragma once

#include <optional>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "adapters/shared/outbound_channel.h"
#include "adapters/shared/soap_channel/called_operation.h"
#include "adapters/shared/wss/ws_security.h"
#include "iflows/model/component_spec.h"

namespace iflowsim {

/// A SOAP 1.x receiver channel as it is configured. Immutable. Source: runtime-behaviour 3.2, iflow-format 10.
struct SoapReceiverConfig {
  /// WS-Security of the channel.
  struct Security {
    /// How requests are protected; aliases and user are in the texts below.
    WssProtection protection;
    ChannelText signing_alias;
    ChannelText encryption_alias;
    /// Alias of the credential of the username token; an empty text: no token.
    ChannelText credential;
    /// What is asked of replies; none: nothing, as when requests are not signed.
    std::optional<WssDemand> demand;
  };

  OutboundChannel channel;
  std::optional<WsdlOperation> operation;
  std::optional<Security> security;

  /// The contract says that no reply comes.
  bool isOneWay() const { return operation && operation->one_way; }
};

/// Reads and checks the channel. None when something is wrong; every reason is reported. Codes: those of
/// `readOutboundChannel` and `readCalledOperation`, `SOAP-013` (a setting has an unknown value), `SOAP-014`
/// (WS-Security by policies of the WSDL, which is not carried out), `SOAP-015` (an alias that the security needs is
/// missing).
std::optional<SoapReceiverConfig> readSoapReceiverConfig(BuildContext& build, const Channel& channel);

/// The properties the adapter knows, for validation and reference pages.
std::vector<PropertySpec> soapReceiverProperties();

}  // namespace iflowsim
