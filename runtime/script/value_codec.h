#pragma once

#include <string>
#include <utility>
#include <vector>

#include "runtime/base/flow_error.h"
#include "runtime/message/value.h"
#include "runtime/script/script_scope.h"
#include "runtime/script/wire.h"

namespace iflowsim::script {

/// Values and exceptions as the host reads them. An object of another scope, such as one that came through
/// ProcessDirect, is sent as its text, and as null when its process of the host is gone; an exception of another scope
/// is made anew of its class and text.
void writeValue(WireOut& out, const Value& value, const ScriptScope& scope);
void writeError(WireOut& out, const FlowError& error, const ScriptScope& scope);

/// As the host writes them. Throws WireError when they are none.
Value readValue(WireIn& in, const ScopePtr& scope);
FlowError readError(WireIn& in, const ScopePtr& scope);
/// The same error with the likely cause as its detail `hint`, for the author of the script; itself when that is empty.
FlowError withHint(FlowError error, std::string hint);

}  // namespace iflowsim::script
