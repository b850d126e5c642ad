#include "security/auth/refusals.h"

#include <algorithm>
#include <cstdlib>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// What the security filter of the product says, in the parts it is rendered from.
struct FilterError {
  const char* error;
  const char* description;
  /// Root element of the XML form.
  const char* root;
};

FilterError filterError(Unauthorized reason) {
  switch (reason) {
    case Unauthorized::BadCredentials:
      return {"unauthorized_user", "Bad credentials", "UnauthorizedUserException"};
    case Unauthorized::InvalidToken:
      return {"invalid_token", "The access token is not valid", "InvalidTokenException"};
    case Unauthorized::NoCredentials:
      break;
  }
  return {"unauthorized", "An Authentication object was not found in the SecurityContext", "UnauthorizedException"};
}

/// The quality an Accept header gives to a media type; the most specific range that covers it counts.
double quality(std::string_view accept, std::string_view type) {
  double best = 0;
  std::size_t best_specificity = 0;
  for (const std::string_view entry : split(accept, ',')) {
    const auto parameters = split(entry, ';');
    const std::string_view range = trim(parameters.front());
    double q = 1;
    for (const std::string_view parameter : parameters) {
      const std::string_view text = trim(parameter);
      if (startsWithIgnoreCase(text, "q=")) q = std::strtod(std::string(text.substr(2)).c_str(), nullptr);
    }
    std::size_t specificity = 0;
    if (range == "*/*" || range == "*") specificity = 1;
    if (range.ends_with("/*") && startsWithIgnoreCase(type, range.substr(0, range.size() - 1))) specificity = 2;
    if (equalsIgnoreCase(range, type)) specificity = 3;
    if (specificity <= best_specificity) continue;
    best_specificity = specificity;
    best = q;
  }
  return best;
}

std::string tomcatHtml(int status) {
  const std::string title =
      "HTTP Status " + std::to_string(status) + " \xE2\x80\x93 " + std::string(reasonPhrase(status));
  return "<!doctype html><html lang=\"en\"><head><title>" + title +
         "</title><style type=\"text/css\">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b "
         "{color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p "
         "{font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head>"
         "<body><h1>" +
         title + "</h1></body></html>";
}

}  // namespace

bool prefersXml(std::string_view accept) {
  const double json = quality(accept, "application/json");
  return std::max(quality(accept, "application/xml"), quality(accept, "text/xml")) > json;
}

HttpReply tomcatPage(int status) {
  return {.status = status,
          .headers = {{"Content-Type", "text/html;charset=utf-8"}, {"Content-Language", "en"}},
          .body = Body(tomcatHtml(status))};
}

HttpReply unauthorizedOnNeo(Unauthorized reason, const std::string& realm) {
  HttpReply reply = tomcatPage(401);
  reply.headers.add("WWW-Authenticate", reason == Unauthorized::InvalidToken ? "Bearer error=\"invalid_token\""
                                                                             : "Basic realm=\"" + realm + '"');
  return reply;
}

HttpReply unauthorizedOnCloudFoundry(Unauthorized reason, const std::string& realm, std::string_view accept) {
  const FilterError error = filterError(reason);
  const std::string code = error.error;
  const std::string description = error.description;
  const std::string root = error.root;
  HttpReply reply{.status = 401};
  reply.headers.add("WWW-Authenticate",
                    "Bearer realm=\"" + realm + "\", error=\"" + code + "\", error_description=\"" + description + '"');
  if (prefersXml(accept)) {
    reply.headers.add("Content-Type", "application/xml;charset=UTF-8");
    reply.body = Body('<' + root + "><error>" + code + "</error><error_description>" + description +
                      "</error_description></" + root + '>');
  } else {
    reply.headers.add("Content-Type", "application/json;charset=UTF-8");
    reply.body = Body("{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}");
  }
  return reply;
}

HttpReply methodNotAllowed(const std::vector<std::string>& allowed) {
  HttpReply reply = tomcatPage(405);
  reply.headers.add("Allow", join(allowed, ", "));
  return reply;
}

HttpReply overloaded(int retry_after_seconds) {
  HttpReply reply = tomcatPage(503);
  reply.headers.add("Retry-After", std::to_string(retry_after_seconds));
  return reply;
}

}  // namespace iflowsim
