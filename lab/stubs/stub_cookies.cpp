#include "lab/stubs/stub_cookies.h"

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// A cookie as its Netscape line keeps it.
struct Cookie {
  std::string domain;
  bool subdomains = false;
  std::string path = "/";
  std::string name;
  std::string value;
  bool expired = false;

  bool sameAs(const Cookie& other) const { return domain == other.domain && path == other.path && name == other.name; }

  std::string toLine() const {
    return join({domain, subdomains ? "TRUE" : "FALSE", path, "FALSE", "0", name, value}, "\t");
  }
};

Cookie fromLine(const std::string& line) {
  const std::vector<std::string_view> fields = split(line, '\t');
  if (fields.size() < 7) return {};
  std::string_view domain = fields[0];
  // libcurl marks cookies that scripts may not read.
  constexpr std::string_view kHttpOnly = "#HttpOnly_";
  if (domain.starts_with(kHttpOnly)) domain.remove_prefix(kHttpOnly.size());
  return {.domain = std::string(domain),
          .subdomains = fields[1] == "TRUE",
          .path = std::string(fields[2]),
          .name = std::string(fields[5]),
          .value = std::string(fields[6])};
}

Cookie fromHeader(const std::string& header, const std::string& host) {
  Cookie cookie{.domain = host};
  bool first = true;
  for (const std::string_view part : split(header, ';')) {
    const std::size_t equals = part.find('=');
    const std::string_view name = trim(part.substr(0, equals));
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view{} : trim(part.substr(equals + 1));
    if (first) {
      cookie.name = name;
      cookie.value = value;
      first = false;
    } else if (equalsIgnoreCase(name, "Path") && value.starts_with('/')) {
      cookie.path = value;
    } else if (equalsIgnoreCase(name, "Domain") && !value.empty()) {
      cookie.domain = value.starts_with('.') ? value : '.' + std::string(value);
      cookie.subdomains = true;
    } else if (equalsIgnoreCase(name, "Max-Age")) {
      cookie.expired = value == "0" || value.starts_with('-');
    }
  }
  return cookie;
}

bool isFor(const Cookie& cookie, const std::string& host, const std::string& path) {
  const std::string_view domain = std::string_view(cookie.domain).substr(cookie.domain.starts_with('.') ? 1 : 0);
  const bool below = cookie.subdomains && host.size() > domain.size() && host.ends_with(domain) &&
                     host[host.size() - domain.size() - 1] == '.';
  if (!below && !equalsIgnoreCase(domain, host)) return false;
  if (!path.starts_with(cookie.path)) return false;
  return cookie.path.ends_with('/') || path.size() == cookie.path.size() || path[cookie.path.size()] == '/';
}

}  // namespace

std::string cookieHeader(const CookieJar& jar, const std::string& host, const std::string& path) {
  std::vector<std::string> pairs;
  for (const std::string& line : jar.lines) {
    const Cookie cookie = fromLine(line);
    if (!cookie.name.empty() && isFor(cookie, host, path)) pairs.push_back(cookie.name + '=' + cookie.value);
  }
  return join(pairs, "; ");
}

void keepCookies(CookieJar& jar, const HttpHeaders& reply, const std::string& host) {
  for (const auto& [name, value] : reply) {
    if (!equalsIgnoreCase(name, "Set-Cookie")) continue;
    const Cookie cookie = fromHeader(value, host);
    std::erase_if(jar.lines, [&](const std::string& line) { return fromLine(line).sameAs(cookie); });
    if (!cookie.expired && !cookie.name.empty()) jar.lines.push_back(cookie.toLine());
  }
}

}  // namespace iflowsim
