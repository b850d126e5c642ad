#pragma once

#include <memory>

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// What the compiler finds in a flow, without deploying it: nothing is started, called or stored.
Diagnostics compileDiagnostics(std::shared_ptr<const FlowModel> flow);

}  // namespace iflowsim
