#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/credentials.h"
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
  /// Clean Up Request Headers: those that steer the adapter are gone after the call.
  bool clean_up = true;
  CallSite site;
};

/// Reads and checks the channel: `address`, `authentication`, `credentialName`, `requestTimeout`, `proxyType`,
/// `CompressMessage`, `sendHttpResponseCode`, `cleanupHeaders`. None when something is wrong; every reason is reported.
/// Codes: `OUTBOUND-001` (warning: no address), `OUTBOUND-002` (timeout), `OUTBOUND-003` (warning: unknown
/// authentication), `OUTBOUND-004` (warning: authentication that is not carried out).
std::optional<OutboundChannel> readOutboundChannel(BuildContext& build, const Channel& channel);
/// The properties it reads, and those of the same channels that change nothing here.
std::vector<PropertySpec> outboundChannelProperties();

/// A POST to the channel's address with authentication; content and its headers are the caller's. Header
/// CamelDestinationOverrideUrl wins over a fixed address, a dynamic address over the header. Throws FlowError
/// (NodeManagerException) for a missing credential.
OutboundRequest makeOutboundRequest(const OutboundChannel& channel, const Exchange& exchange, const Services& services);
/// Sends it: compressed when the channel says so, noted in the log step. Afterwards CamelHttpResponseCode is set when
/// the channel returns it, and CamelDestinationOverrideUrl and SOAPAction are gone when it cleans up. Throws FlowError
/// when there is no reply.
HttpReply callOut(const OutboundChannel& channel, const Services& services, OutboundRequest request,
                  Exchange& exchange);

/// What every HTTP call leaves behind: the correlation id as a header of the message (observed-samples 31) and
/// RealDestinationUrl in the log step.
void noteCall(Exchange& exchange, const std::string& url);
/// Does the work of a receiver; what the text of its FlowError does not tell, such as how to trust a certificate, goes
/// into the log step.
void notingHints(Run& run, const std::function<void()>& work);
/// The credential of that alias. Throws FlowError (NodeManagerException, observed-samples 52) when there is none.
UserCredential requireCredential(const Services& services, const std::string& alias);
/// Basic authentication with the credential of that alias. Throws as `requireCredential`.
void authenticateBasic(const Services& services, const std::string& alias, OutboundRequest& request);
/// Without line ends, which would begin another header.
std::string headerLine(std::string text);
/// Adds a header of a message to a request; a list becomes several lines, null none.
void addHeaderLines(HttpHeaders& headers, const std::string& name, const Value& value);
/// Puts the headers of a reply that `taken` lets in into the message, in place of those of the same name; repeated
/// lines become a list.
void takeReplyHeaders(const HttpReply& reply, const std::function<bool(std::string_view)>& taken, Headers& headers);
/// The reason phrase of a reply, or the standard one of its status.
std::string statusText(const HttpReply& reply);
/// Headers of a message that are never sent: `camel*`, those of the connection. Source: runtime-behaviour 3.1.
bool isNeverSent(std::string_view name);

}  // namespace iflowsim
