#pragma once

#include <optional>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// What an RFC receiver channel says. Immutable. Source: iflow-format 10, runtime-behaviour 3.6.
struct RfcConfig {
  /// Name of the RFC destination.
  ChannelText destination;
  CallSite site;
};

/// Reads and checks the channel: `destination`. None when its expression is wrong, which is reported. Code: `RFC-001`
/// (warning: no destination).
std::optional<RfcConfig> readRfcConfig(BuildContext& build, const Channel& channel);
/// The property it reads, and those that change nothing here.
std::vector<PropertySpec> rfcReceiverProperties();

}  // namespace iflowsim
