#pragma once

#include <string_view>

namespace iflowsim {

/// Whether the text may be the name of a header (RFC 9110 5.6.2).
bool isHttpToken(std::string_view text);

}  // namespace iflowsim
