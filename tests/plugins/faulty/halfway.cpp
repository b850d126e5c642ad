// Its second adapter is built in, so its first must not be used either.
#include "tests/plugins/faulty/pigeon.h"

namespace {

void registerAdapters(iflowsim::AdapterRegistry& registry) {
  registry.add(iflowsim::pigeon("Pigeon", iflowsim::Direction::Sender));
  registry.add(iflowsim::pigeon("HTTPS", iflowsim::Direction::Sender));
}

}  // namespace

IFLOWSIM_PLUGIN("halfway", "1.0.0", registerAdapters)
