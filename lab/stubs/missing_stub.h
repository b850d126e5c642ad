#pragma once

#include "lab/stubs/request_pattern.h"
#include "runtime/base/flow_error.h"

namespace iflowsim {

/// The error of a call that no stub answers: the product's for an unknown host, then who called what, and the stub that
/// would answer. Source: runtime-behaviour 3.0.
FlowError missingStub(const StubRequest& request);

}  // namespace iflowsim
