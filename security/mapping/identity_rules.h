#pragma once

#include <string>
#include <string_view>

/// What names and figures of identities may be, whether they come from a file or are entered. Every function answers
/// what is wrong, a sentence with a remedy, or an empty text. Source: runtime-behaviour 1.3, 1.5.
namespace iflowsim {

/// A user, OAuth client or client id: it is sent before a colon in basic authentication.
std::string problemOfCallerName(std::string_view name);
/// On Cloud Foundry letters a-z and A-Z, digits, `_` and `.`; on Neo anything but control characters.
std::string problemOfRole(std::string_view name, bool cloud_foundry);
/// Names of instances and keys: up to 32 of `A-Z a-z 0-9 . _ -`.
std::string problemOfInstanceName(std::string_view name);
std::string problemOfGrantType(std::string_view name);
/// Of a service instance: 3600 to 86400 s.
std::string problemOfTokenLifetime(long seconds);

/// For texts that name nothing: descriptions, redirect URIs, who changed something. At most 4096 bytes of UTF-8.
std::string problemOfText(std::string_view text);

/// Whether the role is one of those that every tenant has and nobody can delete.
bool isPredefinedRole(std::string_view name);

}  // namespace iflowsim
