#pragma once

#include <string_view>

#include "adapters/https/https_config.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/flow_runner.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// The reply to a message that ended as `outcome` says: the exchange, or one of the product's error texts when it
/// failed or was escalated. Source: runtime-behaviour 2.1, observed-samples 10-14.
HttpReply makeReply(const HttpsConfig& config, const Exchange& exchange, const Outcome& outcome);

}  // namespace iflowsim
