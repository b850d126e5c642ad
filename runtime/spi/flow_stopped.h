#pragma once

#include <string>

#include "runtime/base/flow_error.h"

namespace iflowsim {

/// A message came to a flow after its channels were closed, as one that waited for a worker does: it did not begin, and
/// the processing log knows nothing of it. Thrown by FlowRunner::run, and through endpoints that have not answered.
class FlowStopped final : public FlowError {
 public:
  explicit FlowStopped(const std::string& flow_id)
      : FlowError(error_class::kRuntime,
                  "The flow '" + flow_id + "' was stopped before the message began. Send it again.") {}
};

}  // namespace iflowsim
