#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iflowsim {

using NameValues = std::vector<std::pair<std::string, std::string>>;

/// A list of names and values as one text, `<length>:<bytes>,` for every name and every value: exact for any bytes and
/// still readable.
std::string toNameValueText(const NameValues& pairs);
/// The list again; stops at what is no such text.
NameValues fromNameValueText(std::string_view text);

}  // namespace iflowsim
