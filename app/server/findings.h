#pragma once

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// Writes each finding to the log, errors as errors.
void logFindings(const Diagnostics& findings);

}  // namespace iflowsim
