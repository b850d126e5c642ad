// Its adapter has a builder for the wrong direction.
#include "tests/plugins/faulty/pigeon.h"

namespace {

void registerAdapters(iflowsim::AdapterRegistry& registry) {
  registry.add(iflowsim::pigeon("Pigeon", iflowsim::Direction::Receiver));
}

}  // namespace

IFLOWSIM_PLUGIN("unbuildable", "1.0.0", registerAdapters)
