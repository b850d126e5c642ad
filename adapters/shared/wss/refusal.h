#pragma once

#include <stdexcept>
#include <string>

namespace iflowsim::wss {

/// Why a received message is not let in; becomes the reason of a fault before it leaves the module.
class Refusal : public std::runtime_error {
 public:
  explicit Refusal(const std::string& reason) : std::runtime_error("WS-Security: " + reason) {}
};

}  // namespace iflowsim::wss
