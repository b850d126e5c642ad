#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// The form in which ProcessDirect addresses are compared: with one leading `/`, which may be left out on either side.
std::string directAddress(std::string_view text);

/// Checks the rules of the product; `DIRECT-001` (no address) or `DIRECT-002` (a character that is not allowed), the
/// text a sentence. Source: runtime-behaviour 2.5; slashes inside are used by published flows.
Result<std::string> parseDirectAddress(std::string_view text);

}  // namespace iflowsim
