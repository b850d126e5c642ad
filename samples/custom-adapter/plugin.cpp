#include "runtime/spi/plugin.h"

namespace iflowsim {

void registerFolderSender(AdapterRegistry& registry);
void registerFolderReceiver(AdapterRegistry& registry);

namespace {

void registerFolder(AdapterRegistry& registry) {
  registerFolderSender(registry);
  registerFolderReceiver(registry);
}

}  // namespace
}  // namespace iflowsim

IFLOWSIM_PLUGIN("folder", "1.0.0", iflowsim::registerFolder)
