#pragma once

#include <string_view>

namespace iflowsim {

/// Whether the pattern covers the whole text; `*` stands for any text, everything else for itself.
bool globMatches(std::string_view pattern, std::string_view text);

}  // namespace iflowsim
