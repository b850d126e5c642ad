// Brings an adapter that is built in.
#include "tests/plugins/faulty/pigeon.h"

namespace {

void registerAdapters(iflowsim::AdapterRegistry& registry) {
  registry.add(iflowsim::pigeon("HTTPS", iflowsim::Direction::Sender));
}

}  // namespace

IFLOWSIM_PLUGIN("taken", "1.0.0", registerAdapters)
