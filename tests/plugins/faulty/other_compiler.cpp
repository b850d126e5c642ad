// Built by another compiler.
#include "runtime/spi/plugin.h"

namespace {

void registerNothing(iflowsim::AdapterRegistry& /*registry*/) {}

}  // namespace

extern "C" const iflowsim::PluginDescription* iflowsim_plugin();
extern "C" const iflowsim::PluginDescription* iflowsim_plugin() {
  static const iflowsim::PluginDescription kDescription{.abi = "gcc 4, libstdc++ 4 cxx11 0",
                                                        .name = "other_compiler",
                                                        .version = "1.0.0",
                                                        .register_adapters = registerNothing};
  return &kDescription;
}
