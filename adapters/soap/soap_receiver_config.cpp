#include "adapters/soap/soap_receiver_config.h"

#include <utility>

#include "adapters/soap/soap_receiver_security.h"

namespace iflowsim {

std::optional<SoapReceiverConfig> readSoapReceiverConfig(BuildContext& build, const Channel& channel) {
  bool good = true;
  auto outbound = readOutboundChannel(build, channel);
  auto called = readCalledOperation(build, channel);
  auto security = readReceiverSecurity(build, channel, good);
  if (!outbound || !called || !good) return std::nullopt;
  SoapReceiverConfig config{
      .channel = *std::move(outbound), .operation = std::move(called->operation), .security = std::move(security)};
  // The status of one-way operations is not returned, whatever the channel says (runtime-behaviour 3.2).
  if (config.isOneWay()) config.channel.return_response_code = false;
  return config;
}

std::vector<PropertySpec> soapReceiverProperties() {
  std::vector<PropertySpec> all = outboundChannelProperties();
  all.push_back({"location_id", "Location of the cloud connector"});
  for (auto part : {calledOperationProperties(), receiverSecurityProperties()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace iflowsim
