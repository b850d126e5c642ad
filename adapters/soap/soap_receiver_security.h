#pragma once

#include <optional>

#include "adapters/soap/soap_receiver_config.h"

namespace iflowsim {

/// Reads the tab WS-Security of a SOAP 1.x receiver channel. None: the channel has no security. `good` turns false when
/// something is wrong; every reason is reported (`SOAP-013` to `SOAP-015`).
/// The exported values are known for None, SignMessage and SHA1 only; of the others every spelling is taken that says
/// what the field says in the editor. Source: runtime-behaviour 3.2, iflow-format 10.
std::optional<SoapReceiverConfig::Security> readReceiverSecurity(BuildContext& build, const Channel& channel,
                                                                 bool& good);

/// The properties it reads, and those of the same tab that change nothing here.
std::vector<PropertySpec> receiverSecurityProperties();

}  // namespace iflowsim
