#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

/// The parts an outbound address is put together from. Source: runtime-behaviour 3.1.
struct UrlParts {
  std::string address;
  /// Appended with exactly one `/` between, as CamelHttpPath is.
  std::string path;
  /// Replaces the query of the address unless empty.
  std::string query;
};

/// The address to call. Characters that cannot stand in a URL (blanks, quotes, non-ASCII bytes ...) are
/// percent-encoded; escapes that are there already stay.
std::string buildUrl(const UrlParts& parts);

std::string urlWithoutQuery(std::string_view url);

/// What stands between the scheme and the path, without user information: `host` or `host:port`; empty when the address
/// has no scheme.
std::string_view urlAuthority(std::string_view url);
/// The host of the address without its port, or the whole text when it has no scheme.
std::string_view urlHost(std::string_view url);

}  // namespace iflowsim
