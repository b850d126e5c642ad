#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

/// A text as the content of an element, for any bytes: `& < >` and carriage returns as references; bytes that are no
/// UTF-8 and characters that XML 1.0 does not allow become U+FFFD, so that what is written is always well-formed.
std::string xmlText(std::string_view text);

}  // namespace iflowsim
