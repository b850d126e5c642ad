#pragma once

#include <string>

#include "app/verbs/verb.h"

namespace iflowsim {

/// A password from standard input, up to the end of the first line; a terminal is asked and does not show it. Empty
/// when there is none.
std::string readPassword(Console& console);

}  // namespace iflowsim
