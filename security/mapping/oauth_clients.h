#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "security/mapping/stored_password.h"

namespace iflowsim {

/// An OAuth client registered with a tenant in mode neo, for the grant client_credentials. Whoever calls with its token
/// is the user `oauth_client_<id>`, whose roles the users of the tenant say. Source: runtime-behaviour 1.4, 1.6.
struct OAuthClient {
  std::string id;
  /// What people call it; may be empty.
  std::string name;
  StoredPassword secret = {};
  /// Tells it from one that had its id before and was deleted, whose tokens are not its own. Kept secret: nobody may
  /// make a token for it. The same after a restart.
  std::string registration = {};
  /// Life of its access tokens.
  std::chrono::seconds token_lifetime{3600};
  /// The tenant's file it stands in; empty when it was entered at run time.
  std::string origin = {};

  std::string principal() const { return "oauth_client_" + id; }
};

/// By id.
using OAuthClients = std::map<std::string, OAuthClient, std::less<>>;

}  // namespace iflowsim
