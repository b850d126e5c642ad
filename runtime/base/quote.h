#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

/// In single quotes, as names stand in texts for people.
inline std::string inQuotes(std::string_view text) {
  return '\'' + std::string(text) + '\'';
}

}  // namespace iflowsim
