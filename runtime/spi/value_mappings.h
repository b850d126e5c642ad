#pragma once

#include <optional>
#include <string>

namespace iflowsim {

/// A value as one agency knows it. Compared with regard to case.
struct MappedTerm {
  std::string agency;
  std::string identifier;
};

/// The value mappings of the tenant. Source: script-api section 4.2. Thread-safe.
class ValueMappings {
 public:
  virtual ~ValueMappings() = default;
  /// The value of the target that stands for the value of the source; the default one of several. None when there is
  /// no entry, or no such agency or identifier.
  virtual std::optional<std::string> target(const MappedTerm& source, const std::string& value,
                                            const MappedTerm& target) const = 0;
};

/// None at all.
class NoValueMappings final : public ValueMappings {
 public:
  std::optional<std::string> target(const MappedTerm& /*source*/, const std::string& /*value*/,
                                    const MappedTerm& /*target*/) const override {
    return std::nullopt;
  }
};

}  // namespace iflowsim
