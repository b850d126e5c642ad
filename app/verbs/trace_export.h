#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "app/saved_message/saved_message.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// Which moment of a message is taken out of its trace.
struct TracedMoment {
  /// Number, id or name of a step; of several runs of it the last. Empty: the step that failed.
  std::string step;
  /// After the step in place of before it.
  bool is_after = false;
};

/// A message of the server's answer with its trace, as it was at that moment. `TRACE-001` when there is no such step,
/// `TRACE-002` when nothing is kept of it.
Result<SavedMessage> messageAt(const nlohmann::json& message, const TracedMoment& moment);

}  // namespace iflowsim
