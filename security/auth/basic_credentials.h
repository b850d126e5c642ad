#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace iflowsim {

struct BasicCredentials {
  std::string user;
  std::string password;
};

/// Whether an Authorization header names that scheme (`Basic`, `Bearer`), compared without regard to case.
bool hasScheme(std::string_view authorization, std::string_view scheme);

/// The user and password of an Authorization header of scheme Basic; none when it is of another scheme or malformed.
/// Source: RFC 7617.
std::optional<BasicCredentials> readBasicCredentials(std::string_view authorization);

}  // namespace iflowsim
