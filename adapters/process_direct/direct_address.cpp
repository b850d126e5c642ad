#include "adapters/process_direct/direct_address.h"

#include <algorithm>
#include <cctype>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

bool isAllowed(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '/';
}

}  // namespace

std::string directAddress(std::string_view text) {
  text = trim(text);
  return text.starts_with('/') ? std::string(text) : '/' + std::string(text);
}

Result<std::string> parseDirectAddress(std::string_view text) {
  text = trim(text);
  if (text.empty() || text == "/") return failure("DIRECT-001", "The channel has no address.");
  const auto wrong = std::find_if_not(text.begin(), text.end(), isAllowed);
  if (wrong != text.end()) {
    return failure("DIRECT-002", "Address '" + std::string(text) + "' contains '" + *wrong +
                                     "', which is not allowed in an address.");
  }
  return directAddress(text);
}

}  // namespace iflowsim
