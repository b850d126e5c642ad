#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/shared/allowed_headers.h"
#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// What the HTTP-type sender channels (HTTPS, SOAP, SAP RM, IDoc) have in common: who may call, which headers become
/// headers of the message, sizes, and the switches of flow and tenant. Immutable. Source: runtime-behaviour 2.0.
struct HttpChannel {
  AccessRule access;
  AllowedHeaders allowed_headers;
  /// Megabytes.
  int max_body_size = 40;
  int max_attachment_size = 100;
  /// Error replies tell the text of the exception.
  bool return_exception = false;
  /// Name of the sending participant.
  std::string sender;
  RuntimeOptions options;

  std::uint64_t maxBodyBytes() const { return static_cast<std::uint64_t>(max_body_size) << 20U; }
  std::uint64_t maxAttachmentBytes() const { return static_cast<std::uint64_t>(max_attachment_size) << 20U; }
};

/// Reads and checks the channel. None when something is wrong; every reason is reported. Codes: those of
/// `readChannelAccess`, `LIMIT-001` (body or attachment size), `HEADERS-001` (warning: an allowed header that cannot
/// match).
std::optional<HttpChannel> readHttpChannel(BuildContext& build, const Channel& channel);

/// The properties it reads, for validation and reference pages.
std::vector<PropertySpec> httpChannelProperties();

}  // namespace iflowsim
