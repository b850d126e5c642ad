#pragma once

#include "adapters/https/https_config.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// Fills the message with what the request becomes: headers, query parameters, body, character set. Headers whose name
/// begins with `Camel`, and those the runtime sets, cannot be set by the caller. Throws FlowError when the body is too
/// large once it is uncompressed, or is not in the encoding it claims. Source: runtime-behaviour 2.1.
void fillExchange(const HttpsConfig& config, const HttpRequest& request, const Principal& caller, Exchange& exchange);

}  // namespace iflowsim
