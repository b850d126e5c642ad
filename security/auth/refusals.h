#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/spi/http.h"

/// What a caller of the runtime node receives when his request does not reach a flow: the bodies of the product, which
/// never tell the reason. Source: runtime-behaviour 1.7, observed-samples S1.
namespace iflowsim {

/// Why a request was refused with 401.
enum class Unauthorized {
  /// No credentials, or of a kind that is not known.
  NoCredentials,
  /// Unknown user, wrong password, or a Basic header that cannot be read.
  BadCredentials,
  /// A bearer token that is malformed, expired or of unknown origin.
  InvalidToken,
};

/// The Tomcat error page of that status with its content type and language.
HttpReply tomcatPage(int status);

/// 401 on Neo: Basic challenge and Tomcat page.
HttpReply unauthorizedOnNeo(Unauthorized reason, const std::string& realm);
/// 401 on Cloud Foundry: Bearer challenge and the error as JSON, or as XML when the Accept header likes that better.
HttpReply unauthorizedOnCloudFoundry(Unauthorized reason, const std::string& realm, std::string_view accept);

/// 405 with the methods that are served.
HttpReply methodNotAllowed(const std::vector<std::string>& allowed);
/// 503 for a server that has no room for the request now.
HttpReply overloaded(int retry_after_seconds);

/// Whether an Accept header prefers XML to JSON; an absent one does not. Source: observed-samples #3.
bool prefersXml(std::string_view accept);

}  // namespace iflowsim
