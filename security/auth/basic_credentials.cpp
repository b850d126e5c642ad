#include "security/auth/basic_credentials.h"

#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {

bool hasScheme(std::string_view authorization, std::string_view scheme) {
  return startsWithIgnoreCase(authorization, scheme) && authorization.substr(scheme.size()).starts_with(' ');
}

std::optional<BasicCredentials> readBasicCredentials(std::string_view authorization) {
  constexpr std::string_view kScheme = "Basic";
  if (!hasScheme(authorization, kScheme)) return std::nullopt;
  const auto text = base64Decode(trim(authorization.substr(kScheme.size())));
  if (!text) return std::nullopt;
  const auto colon = text->find(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  return BasicCredentials{text->substr(0, colon), text->substr(colon + 1)};
}

}  // namespace iflowsim
