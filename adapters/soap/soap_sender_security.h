#pragma once

#include <optional>

#include "adapters/soap/soap_sender_config.h"

namespace iflowsim {

/// Reads the tab WS-Security of a SOAP 1.x sender channel. None: the channel has no security. `good` turns false when
/// something is wrong; every reason is reported (`SOAP-003` an unknown value, `SOAP-004` an alias that is missing).
/// The exported values are known for None, VerifyMessage and SHA1 only; of the others every spelling is taken that says
/// what the field says in the editor. Source: runtime-behaviour 2.2, iflow-format 10.
std::optional<SoapSenderConfig::Security> readSenderSecurity(BuildContext& build, const Channel& channel, bool& good);

/// The properties it reads, and those of the same tab that change nothing here.
std::vector<PropertySpec> senderSecurityProperties();

}  // namespace iflowsim
