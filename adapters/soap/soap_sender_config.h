#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/shared/channel_text.h"
#include "adapters/shared/http_channel.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "adapters/shared/wss/ws_security.h"

namespace iflowsim {

/// A SOAP 1.x sender channel as it is configured. Immutable. Source: runtime-behaviour 2.2, iflow-format 10.
struct SoapSenderConfig : HttpChannel {
  /// WS-Security of the channel.
  struct Security {
    WssDemand demand;
    /// How replies are protected; the aliases are in the texts below.
    WssProtection protection;
    ChannelText signing_alias;
    ChannelText encryption_alias;
  };

  /// Below `/cxf`, with its leading `/`.
  std::string address;
  /// Message Exchange Pattern of a channel without WSDL.
  bool one_way = false;
  /// It has one-way messages, and they are answered before they are processed (WS Standard), not afterwards (Robust).
  bool answers_first = false;
  bool addressing = false;
  /// The contract; the generic one without a WSDL.
  std::shared_ptr<const WsdlService> service;
  /// It is the channel's own WSDL, so requests must fit it.
  bool has_wsdl = false;
  std::optional<Security> security;
};

/// Reads and checks the channel. Null when something is wrong; every reason is reported. Codes: those of
/// `readHttpChannel`, `readCxfAddress`, `readSenderSecurity` and `WsdlService::load`, `SOAP-001` (a setting has an
/// unknown value), `SOAP-002` (the port has operations of RPC style, which the adapter does not serve).
std::shared_ptr<const SoapSenderConfig> readSoapSenderConfig(BuildContext& build, const Channel& channel);

/// The properties the adapter knows, for validation and reference pages.
std::vector<PropertySpec> soapSenderProperties();

}  // namespace iflowsim
