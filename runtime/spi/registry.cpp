#include "runtime/spi/registry.h"

#include <stdexcept>

namespace iflowsim {

void StepRegistry::add(StepSpec spec) {
  auto owned = std::make_unique<const StepSpec>(std::move(spec));
  for (const std::string& kind : owned->kinds) {
    const auto [entry, added] = by_kind_.emplace(kind, owned.get());
    if (!added) {
      throw std::logic_error("Step kind " + kind + " is claimed by " + entry->second->name + " and by " + owned->name +
                             '.');
    }
  }
  specs_.push_back(std::move(owned));
}

const StepSpec* StepRegistry::find(const std::string& kind) const {
  const auto found = by_kind_.find(kind);
  return found == by_kind_.end() ? nullptr : found->second;
}

void AdapterRegistry::add(AdapterSpec spec) {
  const AdapterSpec* other = find(spec.type, spec.direction, spec.protocol);
  if (other != nullptr && other->protocol == spec.protocol) {
    throw std::logic_error("Adapter " + spec.type + " is claimed by " + other->name + " and by " + spec.name + '.');
  }
  specs_.push_back(std::make_unique<const AdapterSpec>(std::move(spec)));
}

const AdapterSpec* AdapterRegistry::find(const std::string& type, Direction direction,
                                         const std::string& protocol) const {
  const AdapterSpec* any = nullptr;
  for (const auto& spec : specs_) {
    if (spec->type != type || spec->direction != direction) continue;
    if (spec->protocol == protocol) return spec.get();
    if (spec->protocol.empty()) any = spec.get();
  }
  return any;
}

void LanguageRegistry::add(std::unique_ptr<ExpressionLanguage> language) {
  if (find(language->name()) != nullptr) {
    throw std::logic_error("Expression language " + std::string(language->name()) + " is registered twice.");
  }
  languages_.push_back(std::move(language));
}

const ExpressionLanguage* LanguageRegistry::find(std::string_view name) const {
  for (const auto& language : languages_) {
    if (language->name() == name) return language.get();
  }
  return nullptr;
}

}  // namespace iflowsim
