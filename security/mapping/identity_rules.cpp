#include "security/mapping/identity_rules.h"

#include <algorithm>
#include <array>

#include "security/mapping/user_directory.h"
#include "security/material/ber_text.h"

namespace iflowsim {

namespace {

constexpr std::array<std::string_view, 6> kGrantTypes{"client_credentials", "authorization_code", "password",
                                                      "refresh_token",      "saml2-bearer",       "jwt-bearer"};
constexpr std::size_t kLongestName = 1024;

bool isControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool isCleanText(std::string_view text) {
  return std::none_of(text.begin(), text.end(), isControl) && isUtf8(text);
}

bool isWordOf(std::string_view name, std::string_view others) {
  return std::all_of(name.begin(), name.end(), [others](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

std::string named(const char* kind, std::string_view name) {
  return std::string(kind) + " '" + std::string(name) + "' ";
}

}  // namespace

std::string problemOfCallerName(std::string_view name) {
  if (name.empty()) return "The name is empty. Give one.";
  if (name.size() > kLongestName) return "The name is longer than 1024 bytes. Choose a shorter one.";
  if (!isCleanText(name)) return "The name holds a control character or is not UTF-8. Choose another name.";
  if (name.find(':') == std::string_view::npos) return {};
  return named("The name", name) + "contains a colon, where basic authentication ends the name. Choose another name.";
}

std::string problemOfRole(std::string_view name, bool cloud_foundry) {
  if (name.empty()) return "The role has no name. Give one.";
  if (name.size() > kLongestName) return "The name of the role is longer than 1024 bytes. Choose a shorter one.";
  if (cloud_foundry && !isWordOf(name, "_.")) {
    return named("The role", name) + "may have letters a-z and A-Z, digits, '_' and '.' only. Choose another name.";
  }
  return isCleanText(name) ? ""
                           : "The name of the role holds a control character or is not UTF-8. Choose another name.";
}

std::string problemOfInstanceName(std::string_view name) {
  constexpr std::size_t kLongest = 32;
  if (!name.empty() && name.size() <= kLongest && isWordOf(name, "._-")) return {};
  return named("The name", name) + "must have 1 to 32 letters, digits, '.', '_' or '-'. Choose another name.";
}

std::string problemOfGrantType(std::string_view name) {
  if (std::find(kGrantTypes.begin(), kGrantTypes.end(), name) != kGrantTypes.end()) return {};
  return named("The grant type", name) +
         "is unknown. Known are: client_credentials, authorization_code, password, refresh_token, saml2-bearer, "
         "jwt-bearer.";
}

std::string problemOfTokenLifetime(long seconds) {
  if (seconds >= 3600 && seconds <= 86'400) return {};
  return "A token lives 3600 to 86400 seconds, not " + std::to_string(seconds) + ". Choose a number between them.";
}

std::string problemOfText(std::string_view text) {
  constexpr std::size_t kLongest = 4096;
  if (text.size() <= kLongest && text.find('\0') == std::string_view::npos && isUtf8(text)) return {};
  return "The text must be UTF-8 without the character NUL, of at most 4096 bytes. Shorten or correct it.";
}

bool isPredefinedRole(std::string_view name) {
  return satisfiesRole(name, "ESBMessaging.send") || name == "API.invoke";
}

}  // namespace iflowsim
