#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/shared/wss/ws_security.h"

/// Values of the tab WS-Security, as exports and people spell them.
namespace iflowsim {

/// Lower case, letters and digits only: `Sign and Encrypt Message` and `SignAndEncryptMessage` are the same.
std::string lettersOf(std::string_view text);
inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
bool isSwitchedOn(std::string_view text);
/// SHA1 when empty; none for an unknown name.
std::optional<SignatureAlgorithm> signatureAlgorithm(std::string_view text);

}  // namespace iflowsim
