#include "adapters/https/https_config.h"

#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

std::shared_ptr<const HttpsConfig> readHttpsConfig(BuildContext& build, const Channel& channel) {
  auto address = parseHttpsAddress(trim(channel.properties.get("urlPath")));
  auto common = readHttpChannel(build, channel);
  if (!address) {
    build.report(Severity::Error, address.error().code, channel, address.error().text,
                 "Give the channel an address such as '/orders' or '/orders/*'; letters, digits and _ / ~ - . $ are "
                 "allowed. If it is an externalized parameter, configure its value.");
  }
  if (!address || !common) return nullptr;
  return std::make_shared<const HttpsConfig>(HttpsConfig{std::move(*common), std::move(*address)});
}

}  // namespace iflowsim
