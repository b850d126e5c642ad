#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/shared/http_channel.h"
#include "adapters/shared/outbound_channel.h"
#include "adapters/shared/sap_message_id.h"
#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

/// An IDoc sender channel as it is configured. Immutable. Source: runtime-behaviour 2.4.
struct IdocSenderConfig : HttpChannel {
  enum class InvalidCharacters { Refuse, Remove, Replace };

  /// Below `/cxf`, with its leading `/`.
  std::string address;
  InvalidCharacters invalid_characters = InvalidCharacters::Refuse;
};

/// An IDoc receiver channel as it is configured. Immutable. Source: runtime-behaviour 3.4.
struct IdocReceiverConfig : OutboundChannel {
  /// `application/x-sap.idoc`, exactly once with one IDoc, rather than `text/xml`.
  bool exactly_once = true;
  SapMessageIdSettings message_id;
};

/// Read and check the channels. Null when something is wrong; every reason is reported. Codes: those of
/// `readHttpChannel`, `readCxfAddress`, `readOutboundChannel` and `readSapMessageId`; `IDOC-001` (Invalid XML Character
/// Handling), `IDOC-002` (IDoc Content Type).
std::shared_ptr<const IdocSenderConfig> readIdocSenderConfig(BuildContext& build, const Channel& channel);
std::shared_ptr<const IdocReceiverConfig> readIdocReceiverConfig(BuildContext& build, const Channel& channel);

/// The properties they read, for validation and reference pages.
std::vector<PropertySpec> idocSenderProperties();
std::vector<PropertySpec> idocReceiverProperties();

}  // namespace iflowsim
