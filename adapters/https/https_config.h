#pragma once

#include <memory>

#include "adapters/https/https_address.h"
#include "adapters/shared/http_channel.h"
#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

/// An HTTPS sender channel as it is configured. Immutable.
struct HttpsConfig : HttpChannel {
  HttpsAddress address;
};

/// Reads and checks the channel. Null when something is wrong; every reason is reported. Codes: those of
/// `parseHttpsAddress` and `readHttpChannel`.
std::shared_ptr<const HttpsConfig> readHttpsConfig(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
