#pragma once

#include <string_view>

#include "runtime/message/run.h"
#include "runtime/message/value.h"

namespace iflowsim::script {

/// Keeps an event that a script submits as a property of the step in the log, at the levels at which scripts' own
/// properties are kept: there is no B2B monitor here. Methods and arguments are those of docs/adr/0008-script-host.md,
/// "Services".
void noteMonitorEvent(Run& run, std::string_view method, const ValueList& arguments);

}  // namespace iflowsim::script
