#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/steps/value_source.h"

namespace iflowsim {

/// One row of a content modifier, compiled: creates or deletes a header or a property.
class ModifierRow {
 public:
  enum class Target { Header, Property };

  /// Creates the header or property of the evaluated name.
  static ModifierRow create(Target target, ExpressionPtr name, std::shared_ptr<const ValueSource> value);
  /// Deletes what the pattern selects: a name, `$name=<name>`, or `$include=<pattern>` with `$exclude=<pattern>`s,
  /// where `*` stands for any text.
  static ModifierRow remove(Target target, const std::string& pattern);

  void apply(Exchange& exchange) const;
  bool mayBlock() const { return value_ && value_->mayBlock(); }

 private:
  explicit ModifierRow(Target target) : target_(target) {}
  bool selects(const std::string& name) const;

  Target target_;
  ExpressionPtr name_;
  std::shared_ptr<const ValueSource> value_;
  std::vector<std::string> includes_;
  std::vector<std::string> excludes_;
};

/// The header rows, then the property rows of the step, in both encodings of the format. None and diagnostics
/// (`MODIFIER-001`, `TABLE-001`, those of the sources) when one is wrong. Source: iflow-format 6.1.
std::optional<std::vector<ModifierRow>> readModifierRows(BuildContext& context, const Node& node);

}  // namespace iflowsim
