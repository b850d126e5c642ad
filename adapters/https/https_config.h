#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "adapters/https/https_address.h"
#include "adapters/shared/allowed_headers.h"
#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// An HTTPS sender channel as it is configured, with the settings of its flow and the switches of the tenant that
/// decide how it serves. Immutable.
struct HttpsConfig {
  HttpsAddress address;
  AccessRule access;
  AllowedHeaders allowed_headers;
  /// Megabytes.
  int max_body_size = 40;
  /// Error replies tell the text of the exception.
  bool return_exception = false;
  /// Name of the sending participant.
  std::string sender;
  RuntimeOptions options;

  std::uint64_t maxBodyBytes() const { return static_cast<std::uint64_t>(max_body_size) << 20U; }
};

/// Reads and checks the channel. Null when something is wrong; every reason is reported. Codes: those of
/// `parseHttpsAddress` and `readChannelAccess`, `HTTPS-004` (body size), `HEADERS-001` (warning: an allowed header that
/// cannot match).
std::shared_ptr<const HttpsConfig> readHttpsConfig(BuildContext& build, const Channel& channel);

}  // namespace iflowsim
