#include "adapters/rfc/rfc_config.h"

#include <string>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

std::optional<RfcConfig> readRfcConfig(BuildContext& build, const Channel& channel) {
  bool good = true;
  RfcConfig config{.destination = compileChannelText(build, channel, channel.properties.get("destination"), good),
                   .site = {build.flow().id, channel.name, channel.id, channel.participant}};
  if (!good) return std::nullopt;
  if (trim(config.destination.configured()).empty()) {
    build.report(Severity::Warning, "RFC-001", channel, "The destination is empty, so that every call fails.",
                 "Configure its parameter, or enter the name of an RFC destination; any name will do where stubs "
                 "answer.");
  }
  return config;
}

std::vector<PropertySpec> rfcReceiverProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  return {
      {"destination", "Name of the RFC destination; may hold expressions"},
      {"transactioncommit", "Send Confirm Transaction: call BAPI_TRANSACTION_COMMIT after a BAPI; no effect here", "0",
       boolean},
      {"newConnection", "Create New Connection for each call; no effect here", "0", boolean},
  };
}

}  // namespace iflowsim
