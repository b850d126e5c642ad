#pragma once

#include <optional>

#include <tl/expected.hpp>

#include "adapters/shared/http_channel.h"
#include "adapters/shared/outbound_channel.h"
#include "adapters/shared/soap/soap_message.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/flow_runner.h"
#include "runtime/spi/http.h"

/// SOAP on HTTP as the senders under `/cxf` and the receivers do it alike. Source: runtime-behaviour 2.0, 2.2 to 2.4.
namespace iflowsim {

/// `/cxf/orders` for the address `/orders` of a channel; serves everything below it too, unless a longer address does.
EndpointAddress cxfAddress(const std::string& address);
/// Checks the address of a SOAP-type sender channel and gives it with a leading `/`. None: reported as `CXF-001`.
std::optional<std::string> readCxfAddress(BuildContext& build, const Channel& channel);

/// Reads the request: uncompressed, within the limits of the channel. The fault is the answer to a request that never
/// becomes a message. Throws FlowError when the body is larger than the channel allows.
tl::expected<SoapMessage, SoapFault> readSoapRequest(const HttpChannel& channel, const HttpRequest& request);
/// Largest request with that head: a multipart may hold body and attachments.
std::uint64_t maxSoapRequest(const HttpChannel& channel, const HttpRequest& head);

/// The answer to a one-way message, without content.
HttpReply acceptedReply(const HttpChannel& channel, int status = 202);
/// A fault as a reply, with status 500.
HttpReply faultReply(const HttpChannel& channel, SoapVersion version, const SoapFault& fault);
/// What the caller is told of a message that failed or was escalated: the exception's text when the flow returns
/// exceptions, else a text with the message id. Source: observed-samples 43, 44.
SoapFault faultOf(const HttpChannel& channel, const Exchange& exchange, const Outcome& outcome);
/// 405 with `Allow`.
HttpReply methodNotAllowed(const char* allowed);
/// The last line of the log of a message that failed behind a SOAP-type sender. Source: observed-samples 45, 46.
std::string inboundErrorText(const std::string& address, const FlowError& error);

/// The failure of a receiver whose peer answered with a fault: class `org.apache.cxf.binding.soap.SoapFault`, the
/// faultstring as its message, details `faultcode`, `faultstring`, `detail`, `statusCode`.
FlowError soapFaultError(const SoapFault& fault, int status);

}  // namespace iflowsim
