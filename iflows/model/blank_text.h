#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

/// The XML text with every element content that is white space only (`<value> </value>`) written as a character
/// reference, because Boost.PropertyTree drops such content and a single blank may be a separator somebody configured.
std::string protectBlankText(std::string_view xml);

}  // namespace iflowsim
