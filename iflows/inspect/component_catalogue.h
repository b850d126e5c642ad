#pragma once

#include <string>
#include <vector>

#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"

namespace iflowsim {

/// What steps and adapters exist, as the fidelity report needs to know it: what is in the catalogue is supported. The
/// engine implements it over its registries. Read-only and thread-safe once the registries are filled.
class ComponentCatalogue {
 public:
  virtual ~ComponentCatalogue() = default;

  /// The step that builds nodes of that kind (`Node::kind`); null when there is none. Lives as long as the catalogue.
  virtual const ComponentSpec* step(const std::string& kind) const = 0;
  /// The adapter of the channel's type, protocol and direction; null when there is none. Lives as long as the
  /// catalogue.
  virtual const ComponentSpec* adapter(const Channel& channel) const = 0;

  /// All names that would be found, for suggestions.
  virtual std::vector<std::string> stepKinds() const = 0;
  virtual std::vector<std::string> adapterTypes(Direction direction) const = 0;
};

}  // namespace iflowsim
