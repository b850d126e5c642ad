#pragma once

#include "runtime/message/exchange.h"

namespace iflowsim {

/// The failure an exception subprocess deals with, or what the property CamelExceptionCaught holds; null without one.
Value currentException(const Exchange& exchange);
/// It and its causes in the form of a Java stack trace without frames; empty without one.
Value exceptionStackTrace(const Exchange& exchange);

}  // namespace iflowsim
