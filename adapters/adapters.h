#pragma once

#include "runtime/spi/registry.h"

namespace iflowsim {

/// Registers every adapter of the list in adapters/CMakeLists.txt that is built. Generated from that list.
void registerAdapters(AdapterRegistry& registry);

}  // namespace iflowsim
