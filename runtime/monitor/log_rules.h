#pragma once

#include <cstddef>
#include <string>

#include "runtime/monitor/log_sink.h"

namespace iflowsim {

/// What the log level of a run lets into the processing log. Source: runtime-behaviour section 6.2.

/// Whether a run with this level and status has a row at all.
bool isLogged(LogLevel level, RunStatus status);
/// Decides about attachments and steps of a finished run, and copies the texts of the steps that are kept.
void selectDetails(LogRow& row);
/// Shortens an application id to what the product stores.
void shortenApplicationId(std::string& id);

}  // namespace iflowsim
