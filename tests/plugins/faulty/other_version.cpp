// Built for an interface of the future.
#include "runtime/spi/plugin.h"

namespace {

void registerNothing(iflowsim::AdapterRegistry& /*registry*/) {}

}  // namespace

extern "C" const iflowsim::PluginDescription* iflowsimPlugin();
extern "C" const iflowsim::PluginDescription* iflowsimPlugin() {
  static const iflowsim::PluginDescription kDescription{
      .interface_version = 999, .name = "other_version", .version = "1.0.0", .register_adapters = registerNothing};
  return &kDescription;
}
