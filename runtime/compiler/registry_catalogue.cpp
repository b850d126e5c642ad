#include "runtime/compiler/registry_catalogue.h"

namespace iflowsim {

std::vector<std::string> RegistryCatalogue::stepKinds() const {
  std::vector<std::string> kinds;
  for (const auto& spec : registries_.steps.all()) kinds.insert(kinds.end(), spec->kinds.begin(), spec->kinds.end());
  return kinds;
}

std::vector<std::string> RegistryCatalogue::adapterTypes(Direction direction) const {
  std::vector<std::string> types;
  for (const auto& spec : registries_.adapters.all()) {
    if (spec->direction == direction) types.push_back(spec->type);
  }
  return types;
}

}  // namespace iflowsim
