#pragma once

#include <cstddef>
#include <iosfwd>

#include <nlohmann/json.hpp>

namespace iflowsim {

struct DecisionPageOptions {
  /// Columns of a line at most.
  std::size_t width = 96;
  /// Colours for a terminal.
  bool colours = false;
};

/// Prints one decision as the management side describes it, on one screen: the call, then every step with a mark and
/// its evidence, then the verdict, why, and what to do.
void printDecision(const nlohmann::json& decision, std::ostream& out, const DecisionPageOptions& options);

}  // namespace iflowsim
