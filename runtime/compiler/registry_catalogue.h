#pragma once

#include "iflows/inspect/component_catalogue.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

/// The registries as the fidelity report sees them: what is registered is supported.
class RegistryCatalogue final : public ComponentCatalogue {
 public:
  /// The registries must outlive it.
  explicit RegistryCatalogue(const Registries& registries) : registries_(registries) {}

  const ComponentSpec* step(const std::string& kind) const override { return registries_.steps.find(kind); }
  const ComponentSpec* adapter(const Channel& channel) const override { return registries_.adapters.find(channel); }
  std::vector<std::string> stepKinds() const override;
  std::vector<std::string> adapterTypes(Direction direction) const override;

 private:
  const Registries& registries_;
};

}  // namespace iflowsim
