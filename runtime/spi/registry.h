#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "iflows/model/component_spec.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/step.h"

namespace iflowsim {

/// One step type; the only declaration of it.
struct StepSpec : ComponentSpec {
  /// The node kinds it builds, as `Node::kind` spells them.
  std::vector<std::string> kinds;
  /// Ends its path: what follows in the model is not compiled behind it (gateways compile their own branches).
  bool ends_path = false;
  /// Writes its own entry into the log of the run, because its branches run inside of it.
  bool logs_itself = false;
  /// Null when it could not be built; the reason is then a diagnostic of the context.
  std::function<StepPtr(BuildContext&, const Node&)> build;
};

/// The step types known. Filled once at start-up from a generated list, then only read. Throws std::logic_error when a
/// kind is claimed twice.
class StepRegistry {
 public:
  void add(StepSpec spec);
  const StepSpec* find(const std::string& kind) const;
  const std::vector<std::unique_ptr<const StepSpec>>& all() const { return specs_; }

 private:
  std::vector<std::unique_ptr<const StepSpec>> specs_;
  std::map<std::string, const StepSpec*> by_kind_;
};

/// The adapter types known; as StepRegistry, by type, protocol and direction.
class AdapterRegistry {
 public:
  void add(AdapterSpec spec);
  /// The adapter for that protocol, or else that for any.
  const AdapterSpec* find(const std::string& type, Direction direction, const std::string& protocol = {}) const;
  const AdapterSpec* find(const Channel& channel) const {
    return find(channel.type, channel.direction, channel.protocol());
  }
  const std::vector<std::unique_ptr<const AdapterSpec>>& all() const { return specs_; }

 private:
  std::vector<std::unique_ptr<const AdapterSpec>> specs_;
};

/// The expression languages known, by name.
class LanguageRegistry {
 public:
  void add(std::unique_ptr<ExpressionLanguage> language);
  const ExpressionLanguage* find(std::string_view name) const;

 private:
  std::vector<std::unique_ptr<ExpressionLanguage>> languages_;
};

/// All registries, as the compiler takes them.
struct Registries {
  StepRegistry steps;
  AdapterRegistry adapters;
  LanguageRegistry languages;
};

}  // namespace iflowsim
