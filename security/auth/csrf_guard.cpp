#include "security/auth/csrf_guard.h"

#include <charconv>
#include <stdexcept>

#include <sodium.h>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "security/auth/refusals.h"

namespace iflowsim {

namespace {

constexpr const char* kTokenHeader = "X-CSRF-Token";
constexpr std::string_view kSessionCookie = "JSESSIONID";
static_assert(crypto_auth_KEYBYTES == 32);

bool isReading(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

/// The session cookie's value; empty when there is none.
std::string_view sessionIn(const HttpRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (!equalsIgnoreCase(name, "Cookie")) continue;
    for (const std::string_view cookie : split(value, ';')) {
      const std::string_view pair = trim(cookie);
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == kSessionCookie) return pair.substr(equals + 1);
    }
  }
  return {};
}

/// The product sets three cookies: the session, the tenant's session, and the load balancer's.
void addCookies(HttpReply& reply, const std::string& session) {
  reply.headers.add("Set-Cookie", std::string(kSessionCookie) + '=' + session + "; Path=/; Secure; HttpOnly");
  reply.headers.add("Set-Cookie",
                    "JTENANTSESSIONID_iflowsim=" + session.substr(0, session.find('.')) + "; Path=/; Secure; HttpOnly");
  reply.headers.add("Set-Cookie", "BIGipServeriflowsim=local; Path=/; Secure; HttpOnly");
}

}  // namespace

CsrfGuard::CsrfGuard(const Clock& clock, Options options) : clock_(clock), options_(options) {
  if (sodium_init() < 0) throw std::runtime_error("There is no source of random bytes on this machine.");
  crypto_auth_keygen(key_.data());
}

bool CsrfGuard::isFetch(const HttpRequest& request) {
  return isReading(request.method) && equalsIgnoreCase(trim(request.headers.get(kTokenHeader)), "fetch");
}

std::string CsrfGuard::newSession() const {
  std::string random(18, '\0');
  randombytes_buf(random.data(), random.size());
  const auto end = clock_.now() + options_.lifetime;
  return base64UrlEncode(random) + '.' + std::to_string(end.time_since_epoch().count());
}

std::string CsrfGuard::tokenOf(std::string_view session) const {
  std::string hash(crypto_auth_BYTES, '\0');
  crypto_auth(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(session.data()),
              session.size(), key_.data());
  return base64UrlEncode(hash);
}

bool CsrfGuard::isAlive(std::string_view session) const {
  const std::size_t dot = session.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view digits = session.substr(dot + 1);
  std::int64_t end = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), end);
  return error == std::errc() && rest == digits.data() + digits.size() && clock_.now().time_since_epoch().count() < end;
}

HttpReply CsrfGuard::fetched() const {
  const std::string session = newSession();
  HttpReply reply{.status = 200, .headers = {{kTokenHeader, tokenOf(session)}}};
  addCookies(reply, session);
  return reply;
}

bool CsrfGuard::lets(const HttpRequest& request) const {
  if (isReading(request.method)) return true;
  const std::string_view session = sessionIn(request);
  const std::string_view token = trim(request.headers.get(kTokenHeader));
  const std::string right = tokenOf(session);
  const bool same = token.size() == right.size() && sodium_memcmp(token.data(), right.data(), right.size()) == 0;
  return same && isAlive(session);
}

HttpReply CsrfGuard::refusal() const {
  HttpReply reply = tomcatPage(403);
  reply.headers.add(kTokenHeader, "required");
  addCookies(reply, newSession());
  return reply;
}

}  // namespace iflowsim
