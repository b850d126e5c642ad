// Fails while it registers.
#include <stdexcept>

#include "runtime/spi/plugin.h"

namespace {

void registerAdapters(iflowsim::AdapterRegistry& /*registry*/) {
  throw std::runtime_error("The licence has expired.");
}

}  // namespace

IFLOWSIM_PLUGIN("throwing", "1.0.0", registerAdapters)
