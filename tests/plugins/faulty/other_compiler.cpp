// Built by another compiler.
#include "runtime/spi/plugin.h"

namespace {

void registerNothing(iflowsim::AdapterRegistry& /*registry*/) {}

}  // namespace

extern "C" const iflowsim::PluginDescription* iflowsimPlugin();
extern "C" const iflowsim::PluginDescription* iflowsimPlugin() {
  static const iflowsim::PluginDescription kDescription{.abi = "gcc 4, libstdc++ 4 cxx11 0",
                                                        .name = "other_compiler",
                                                        .version = "1.0.0",
                                                        .register_adapters = registerNothing};
  return &kDescription;
}
