#pragma once

#include <string>
#include <string_view>

#include "adapters/shared/http_channel.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/flow_runner.h"
#include "runtime/spi/http.h"

/// From a request to a message, as far as all HTTP-type senders do it alike. Source: runtime-behaviour 2.0, 2.1, 5.3.
namespace iflowsim {

/// What the runtime itself evaluates in the request headers, whether they are allowed or not: log level, message id,
/// predecessor, correlation. Values that cannot be what they claim are ignored.
Inbound readInbound(const HttpChannel& channel, const HttpRequest& request);

/// Whether a header or parameter of the caller becomes a header of the message. Names that begin with `Camel`, and
/// those the runtime sets, never do.
bool isAllowed(const HttpChannel& channel, std::string_view name);
/// Adds the allowed headers of the request; Content-Encoding only as long as the body has it.
void addAllowedHeaders(const HttpChannel& channel, const HttpRequest& request, Headers& headers);
/// SapAuthenticatedUserName, on channels with a user role. Source: runtime-behaviour 1.6.
void setCaller(const HttpChannel& channel, const Principal& caller, Headers& headers);
/// The body of the request, uncompressed; never null. Throws FlowError when it is larger than the channel allows, or
/// not in the encoding it claims. `limit` is in bytes.
Body requestBody(const HttpChannel& channel, const HttpRequest& request, std::uint64_t limit);
inline Body requestBody(const HttpChannel& channel, const HttpRequest& request) {
  return requestBody(channel, request, channel.maxBodyBytes());
}
/// The failure of a message whose body exceeds the limit of the channel.
FlowError bodyTooLarge(const HttpChannel& channel);

/// The `charset` parameter of a content type, without quotes; empty when absent.
std::string_view charsetOf(std::string_view content_type);

}  // namespace iflowsim
