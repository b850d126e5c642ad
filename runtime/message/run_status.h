#pragma once

#include <string_view>

namespace iflowsim {

/// How much of a message the processing log keeps.
enum class LogLevel { None, Error, Info, Debug, Trace };

/// The status of a message in the processing log. Source: runtime-behaviour section 6.1.
enum class RunStatus { Processing, Completed, Failed, Retry, Escalated, Cancelled, Discarded, Abandoned };

std::string_view toText(LogLevel level);
std::string_view toText(RunStatus status);

}  // namespace iflowsim
