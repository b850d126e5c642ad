#pragma once

#include <string>

#include "runtime/spi/http_client.h"

namespace iflowsim {

/// The Cookie header for a call to that address, empty when no cookie of the jar is for it. What libcurl does for real
/// calls, as far as stubs need it: host, domain and path decide; time and `Secure` do not.
std::string cookieHeader(const CookieJar& jar, const std::string& host, const std::string& path);

/// Takes the Set-Cookie headers of a stub's reply into the jar. A cookie with `Max-Age=0` is taken out.
void keepCookies(CookieJar& jar, const HttpHeaders& reply, const std::string& host);

}  // namespace iflowsim
