#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// Base64 with padding, on one line.
std::string base64Encode(std::string_view bytes);
/// Base64url without padding.
std::string base64UrlEncode(std::string_view bytes);
/// Accepts both alphabets' standard form with padding and ignores white space; `BASE64-001` otherwise.
Result<std::string> base64Decode(std::string_view text);

}  // namespace iflowsim
