#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// What the SOAP-type receiver channels (SOAP 1.x, SAP RM, IDoc) have in common. Immutable.
/// Source: runtime-behaviour 3.2 to 3.4, iflow-format 10.
struct OutboundChannel {
  ChannelText address;
  /// As the product's palette spells it: `None`, `Basic` ...
  std::string authentication = "None";
  ChannelText credential;
  /// Zero: no limit.
  std::chrono::milliseconds timeout{60'000};
  bool on_premise = false;
  /// gzip the request.
  bool compress = false;
  /// Return HTTP Response Code as Header.
  bool return_response_code = false;
  /// Clean Up Request Headers.
  bool clean_headers = true;
  CallSite site;
};

/// Reads and checks the channel: `address`, `authentication`, `credentialName`, `requestTimeout`, `proxyType`,
/// `CompressMessage`, `sendHttpResponseCode`, `cleanupHeaders`. None when something is wrong; every reason is reported.
/// Codes: `OUTBOUND-001` (warning: no address), `OUTBOUND-002` (a number), `OUTBOUND-003` (warning: unknown
/// authentication), `OUTBOUND-004` (warning: authentication that is not carried out).
std::optional<OutboundChannel> readOutboundChannel(BuildContext& build, const Channel& channel);
/// The properties it reads.
std::vector<PropertySpec> outboundChannelProperties();

/// A POST to the channel's address, or to the one in header CamelDestinationOverrideUrl, which wins, with
/// authentication; body and content headers are the caller's. Throws FlowError (NodeManagerException) for a missing
/// credential.
OutboundRequest makeOutboundRequest(const OutboundChannel& channel, const Exchange& exchange, const Services& services);

/// Before the call: RealDestinationUrl in the log step, the correlation id as a header (observed-samples 31); then
/// calls. What an error hints at goes into the log step. Throws FlowError when there is no reply.
HttpReply callOut(const Services& services, const OutboundRequest& request, Exchange& exchange);

/// Basic authentication with the credential of that alias. Throws FlowError (NodeManagerException, observed-samples
/// 52).
void authenticateBasic(const Services& services, const std::string& alias, OutboundRequest& request);

/// A header of a message as header lines of a request; lists become several lines.
void addHeaderLines(HttpHeaders& headers, const std::string& name, const Value& value);
/// Headers that are never sent: `camel*`, those of the connection. Source: runtime-behaviour 3.1.
bool isKeptHome(std::string_view name);

}  // namespace iflowsim
