#pragma once

#include <optional>
#include <string_view>

#include "adapters/shared/soap/soap_message.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/http.h"
#include "runtime/spi/http_client.h"

/// SOAP calls as the receivers make them (SOAP 1.x, SAP RM): a message becomes a request, a reply becomes the message.
/// The product uses Apache CXF for it, whose rules and texts these are. Source: runtime-behaviour 3.2, 3.3.
namespace iflowsim {

/// Puts an envelope of SOAP 1.1 and the attachments of the message into the request, with the SOAPAction (the header of
/// the message as it stands there wins over `action`, which gets quotes) and the headers of the message as HTTP
/// headers. Not sent: `camel*`, `org.apache.*`, `sap*`, `content-*`, those of the connection, and what the request has
/// already.
void putSoapContent(OutboundRequest& request, const Exchange& exchange, std::string_view envelope,
                    std::string_view action);

/// The reply as a SOAP message; none when the peer sent nothing back (an empty body, or status 202). Content types are
/// taken leniently, as a peer that answers XML without naming it is understood.
/// Throws FlowError and notes the reply in the log step: `org.apache.cxf.binding.soap.SoapFault` for a fault and for
/// what is no envelope; `org.apache.cxf.interceptor.Fault` caused by `org.apache.cxf.transport.http.HTTPException` for
/// a status above 299, but for a 500 with a fault in it.
std::optional<SoapMessage> readSoapReply(const OutboundRequest& request, const HttpReply& reply, Exchange& exchange);

/// A status that stands for a failed call, with the details `statusCode`, `statusText` and `responseBody`.
FlowError httpStatusError(const OutboundRequest& request, const HttpReply& reply);

/// Makes the reply the message: payload, SOAP headers, attachments; without one the body is empty and the others are
/// gone. HTTP headers of the reply replace those of the message with the same names.
void takeSoapReply(std::optional<SoapMessage> message, const HttpReply& reply, Exchange& exchange);

}  // namespace iflowsim
