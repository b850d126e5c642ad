#include "adapters/https/https_address.h"

#include <algorithm>
#include <cctype>

#include "runtime/spi/http.h"

namespace iflowsim {

namespace {

bool isAllowed(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("_/~-.$*").find(c) != std::string_view::npos;
}

tl::unexpected<Error> misplaced(std::string_view text, std::string_view rule) {
  return failure("HTTPS-003", "Address '" + std::string(text) + "' is not allowed: " + std::string(rule) + '.');
}

/// Length of the escape or character at the front.
std::size_t unitLength(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && percentDecode(text.substr(0, 3)).size() == 1 ? 3 : 1;
}

}  // namespace

Result<HttpsAddress> parseHttpsAddress(std::string_view text) {
  if (text.size() < 2 || text.front() != '/') {
    return failure("HTTPS-001", text.empty() ? "The channel has no address."
                                             : "Address '" + std::string(text) +
                                                   "' is not '/' followed by at least one more character.");
  }
  const auto wrong = std::find_if_not(text.begin(), text.end(), isAllowed);
  if (wrong != text.end()) {
    return failure("HTTPS-002", "Address '" + std::string(text) + "' contains '" + *wrong +
                                    "', which is not allowed in an address.");
  }
  if (text[1] == '.' || text[1] == '-' || text[1] == '~') {
    return misplaced(text, "it must not begin with '.', '-' or '~' behind the first '/'");
  }
  if (text.find('$', 2) != std::string_view::npos) return misplaced(text, "'$' may only follow the first '/' directly");

  HttpsAddress address;
  address.wildcard = text.ends_with("/*");
  address.path = std::string(address.wildcard ? text.substr(0, text.size() - 2) : text);
  if (address.path.find('*') != std::string::npos) {
    return misplaced(text, "'*' may only be the last character and must directly follow a '/'");
  }
  return address;
}

std::string_view HttpsAddress::rest(std::string_view request_path) const {
  // The caller may have percent-encoded the address itself, so its length is counted in decoded characters.
  for (std::size_t left = std::string_view("/http").size() + path.size(); left > 0 && !request_path.empty(); --left) {
    request_path.remove_prefix(unitLength(request_path));
  }
  if (request_path.starts_with('/')) request_path.remove_prefix(1);
  return request_path;
}

}  // namespace iflowsim
