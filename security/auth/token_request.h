#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// A client as a token request names it.
struct ClientCredentials {
  std::string id;
  /// Nothing: the client shows a certificate instead.
  std::optional<std::string> secret = {};
};

/// What a token request asks for, in whichever of its shapes it came.
struct TokenGrant {
  std::string grant_type;
  /// Ways to read the credentials, the likelier first, at most two: clients send user and password of basic
  /// authentication as they are or form-encoded. None: the request names no client.
  std::vector<ClientCredentials> clients;
};

/// Where a token request may say things.
struct TokenRequestText {
  std::string_view query;
  std::string_view body;
  std::string_view authorization;
};

/// Reads every shape of management-api 1.2: parameters in query or form, credentials in the Authorization header, the
/// query or the form. `TOKEN-020` when a parameter stands there twice or the header and the parameters name different
/// clients, `TOKEN-021` when the header is not of scheme Basic or malformed.
Result<TokenGrant> readTokenRequest(const TokenRequestText& request);

}  // namespace iflowsim
