#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/shared/http_channel.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/http.h"

/// From a message to the reply of an HTTP-type sender, as far as all do it alike. Source: runtime-behaviour 2.1.
namespace iflowsim {

/// Adds the headers of the message that go to the caller (all but `Camel*` and those of HTTP itself), the message id if
/// the tenant returns it, and the correlation id of Cloud Foundry.
void addReturnedHeaders(const HttpChannel& channel, const Exchange& exchange, HttpReply& reply);
/// The correlation id of Cloud Foundry alone, as error replies have it.
void addCorrelation(const HttpChannel& channel, HttpReply& reply);
/// The status the flow asked for by CamelHttpResponseCode; none when it did not, or asked for what is no final status.
std::optional<int> askedStatus(const Headers& headers);

}  // namespace iflowsim
