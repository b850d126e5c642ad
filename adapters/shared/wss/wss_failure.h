#pragma once

#include <string>

#include "runtime/base/flow_error.h"

namespace iflowsim::wss {

/// The failure of a message that cannot be protected, as WSS4J words and names it. Source: WSS4J's errors.properties.
inline FlowError generalSecurityError(const std::string& text) {
  return {"org.apache.wss4j.common.ext.WSSecurityException", text};
}

}  // namespace iflowsim::wss
