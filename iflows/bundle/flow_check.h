#pragma once

#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// Checks what every consumer of a model relies on, and reports each breach at its element:
///
/// `FLOW-001` an id used twice; `FLOW-002` a sequence flow from or to nothing; `FLOW-003` a channel without a node or
/// without a participant; `FLOW-005` a process without a start event, `FLOW-006` with several; `FLOW-007` sequence
/// flows in a circle (calls of local processes may recurse); `FLOW-008` a router without a default route, or one that
/// does not leave it; `FLOW-011` several routes leaving an element that is no gateway; `FLOW-012` a call of a local
/// process that does not exist; `FLOW-013` an element without an id; `FLOW-014` a step that nothing leads to (a
/// warning); `FLOW-015` a channel without an adapter type.
void checkFlow(const FlowModel& flow, Diagnostics& diagnostics);

}  // namespace iflowsim
