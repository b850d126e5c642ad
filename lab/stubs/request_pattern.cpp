#include "lab/stubs/request_pattern.h"

#include <algorithm>
#include <charconv>

#include "runtime/base/text.h"

namespace iflowsim {

StubRequest::StubRequest(const OutboundRequest& request) : request_(request) {
  std::string_view rest = request.url;
  const std::size_t scheme = rest.find("://");
  // One behind a slash or a question mark stands in the path or the query.
  if (scheme != std::string_view::npos && rest.find_first_of("/?") == scheme + 1) {
    scheme_ = toLower(rest.substr(0, scheme));
    rest.remove_prefix(scheme + 3);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    rest.remove_prefix(authority.size());
    const std::size_t colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    host_ = authority.substr(0, has_port ? colon : std::string_view::npos);
    port_ = scheme_ == "https" ? 443 : 80;
    if (has_port) std::from_chars(authority.data() + colon + 1, authority.data() + authority.size(), port_);
  }
  url_ = rest.starts_with('/') ? std::string(rest) : '/' + std::string(rest);
  const std::size_t mark = url_.find('?');
  path_ = url_.substr(0, mark);
  if (mark == std::string::npos) return;
  for (const std::string_view part : split(std::string_view(url_).substr(mark + 1), '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
    query_.emplace_back(percentDecode(part.substr(0, equals), true), percentDecode(value, true));
  }
}

std::vector<std::string> StubRequest::headers(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [other, value] : request_.headers) {
    if (equalsIgnoreCase(other, name)) values.push_back(value);
  }
  return values;
}

std::vector<std::string> StubRequest::queryParameters(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [other, value] : query_) {
    if (other == name) values.push_back(value);
  }
  return values;
}

std::vector<std::string> StubRequest::cookies(std::string_view name) const {
  std::vector<std::string> values;
  for (const std::string& header : headers("Cookie")) {
    for (const std::string_view part : split(header, ';')) {
      const std::string_view cookie = trim(part);
      const std::size_t equals = cookie.find('=');
      if (equals != std::string_view::npos && cookie.substr(0, equals) == name)
        values.emplace_back(cookie.substr(equals + 1));
    }
  }
  return values;
}

bool RequestPattern::matches(const StubRequest& request) const {
  return std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) { return test(request); });
}

bool anyMatches(const ValueMatcher& matcher, const std::vector<std::string>& values) {
  if (values.empty()) return matcher.matches(std::nullopt);
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return matcher.matches(value); });
}

}  // namespace iflowsim
