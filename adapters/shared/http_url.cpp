#include "adapters/shared/http_url.h"

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

bool isHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isEscape(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && isHexDigit(text[at + 1]) && isHexDigit(text[at + 2]);
}

bool mustBeEncoded(char c) {
  constexpr std::string_view kUnsafe = "\"<>\\^`{|}";
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte >= 0x7F || kUnsafe.find(c) != std::string_view::npos;
}

std::string encodeUnsafe(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' ? isEscape(text, i) : !mustBeEncoded(c)) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
  }
  return result;
}

}  // namespace

std::string buildUrl(const UrlParts& parts) {
  std::string address(trim(parts.address));
  std::string query(trim(parts.query));
  if (const std::size_t mark = address.find('?'); mark != std::string::npos) {
    if (query.empty()) query = address.substr(mark + 1);
    address.resize(mark);
  }
  std::string_view path = parts.path;
  if (path.starts_with('/')) path.remove_prefix(1);
  if (!path.empty()) {
    if (!address.ends_with('/')) address += '/';
    address += path;
  }
  if (!query.empty()) address += '?' + query;
  return encodeUnsafe(address);
}

std::string urlWithoutQuery(std::string_view url) {
  return std::string(url.substr(0, url.find('?')));
}

std::string_view urlAuthority(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  return user == std::string_view::npos ? url : url.substr(user + 1);
}

std::string_view urlHost(std::string_view url) {
  const std::string_view authority = urlAuthority(url);
  if (authority.empty()) return url;
  // The colons inside the brackets of an IPv6 address are no port.
  const std::size_t port = authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
  return authority.substr(0, port);
}

}  // namespace iflowsim
