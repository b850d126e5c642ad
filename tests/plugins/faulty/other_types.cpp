// Built against headers with other types.
#include "runtime/spi/plugin.h"

namespace {

void registerNothing(iflowsim::AdapterRegistry& /*registry*/) {}

}  // namespace

extern "C" const iflowsim::PluginDescription* iflowsimPlugin();
extern "C" const iflowsim::PluginDescription* iflowsimPlugin() {
  static const iflowsim::PluginDescription kDescription{
      .name = "other_types", .version = "1.0.0", .layout = 1, .register_adapters = registerNothing};
  return &kDescription;
}
