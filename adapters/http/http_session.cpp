#include "adapters/http/http_session.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Camel keeps the cookies of an exchange in a property of this name.
constexpr const char* kProperty = "CamelCookieHandler";

/// Domain, path and name of a Netscape cookie line; the line itself when it is none.
std::string identity(const std::string& line) {
  const std::vector<std::string_view> fields = split(line, '\t');
  if (fields.size() < 7) return line;
  return std::string(fields[0]) + '\t' + std::string(fields[2]) + '\t' + std::string(fields[5]);
}

bool contains(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

/// Carries the changes of one call over to the jar, which other calls may have changed meanwhile.
void merge(const CookieJar& before, const CookieJar& after, CookieJar& jar) {
  const auto remove = [&jar](const std::string& line) {
    std::erase_if(jar.lines, [key = identity(line)](const std::string& other) { return identity(other) == key; });
  };
  for (const std::string& line : before.lines) {
    if (!contains(after.lines, line)) remove(line);
  }
  for (const std::string& line : after.lines) {
    if (contains(before.lines, line)) continue;
    remove(line);
    jar.lines.push_back(line);
  }
}

}  // namespace

void HttpSession::use(const std::function<void(CookieJar&)>& call) const {
  CookieJar before;
  {
    const std::scoped_lock lock(mutex_);
    before = jar_;
  }
  CookieJar after = before;
  call(after);
  const std::scoped_lock lock(mutex_);
  merge(before, after, jar_);
}

std::shared_ptr<const HttpSession> HttpSession::of(Exchange& exchange) {
  const Value existing = exchange.properties().get(kProperty);
  if (const auto* object = existing.as<std::shared_ptr<const OpaqueValue>>()) {
    if (auto session = std::dynamic_pointer_cast<const HttpSession>(*object)) return session;
  }
  auto session = std::make_shared<const HttpSession>();
  exchange.properties().set(kProperty, Value(std::shared_ptr<const OpaqueValue>(session)));
  return session;
}

}  // namespace iflowsim
