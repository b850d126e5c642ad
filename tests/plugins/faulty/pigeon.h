#pragma once

#include <memory>
#include <string>

#include "runtime/spi/plugin.h"

namespace iflowsim {

/// An adapter that builds nothing, declared for a sender whatever its direction says.
inline AdapterSpec pigeon(const std::string& type, Direction direction) {
  AdapterSpec spec;
  spec.name = type + " of a plug-in";
  spec.summary = "Builds nothing.";
  spec.type = type;
  spec.direction = direction;
  spec.build_sender = [](BuildContext& /*build*/, const Channel& /*channel*/) { return std::unique_ptr<Sender>(); };
  return spec;
}

}  // namespace iflowsim
