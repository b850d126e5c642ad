#pragma once

#include <memory>
#include <string_view>

#include "runtime/monitor/log_sink.h"

namespace iflowsim {

/// What the log level of a run lets into the processing log. Source: runtime-behaviour section 6.2.

/// Whether a run with this level and status has a row at all.
bool isLogged(LogLevel level, RunStatus status);
/// What is kept of a finished run beside its row, with the texts of its steps copied; null when that is nothing.
std::shared_ptr<const RunRecord> recordOf(const std::shared_ptr<const Run>& run, const RunSummary& summary);
/// As much of an application id as the product stores.
std::string_view storedApplicationId(std::string_view id);

}  // namespace iflowsim
