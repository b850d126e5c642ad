#include "security/auth/token_request.h"

#include <map>
#include <utility>

#include "runtime/base/text.h"
#include "runtime/spi/http.h"
#include "security/auth/basic_credentials.h"

namespace iflowsim {

namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// False when a parameter stands there twice with different values.
bool addParameters(std::string_view form, Parameters& parameters) {
  for (const std::string_view pair : split(form, '&')) {
    if (trim(pair).empty()) continue;
    const auto equals = pair.find('=');
    const std::string name = percentDecode(pair.substr(0, equals), true);
    const std::string value = equals == std::string_view::npos ? "" : percentDecode(pair.substr(equals + 1), true);
    const auto [known, is_new] = parameters.try_emplace(name, value);
    if (!is_new && known->second != value) return false;
  }
  return true;
}

std::optional<std::string> take(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
}

Result<void> addBasicClients(std::string_view authorization, TokenGrant& grant) {
  auto basic = readBasicCredentials(authorization);
  if (!basic) {
    return failure("TOKEN-021",
                   "The Authorization header of the token request is no 'Basic <base64 of clientid:clientsecret>'.");
  }
  const ClientCredentials decoded{percentDecode(basic->user, true), percentDecode(basic->password, true)};
  const bool encoded = decoded.id != basic->user || decoded.secret != basic->password;
  grant.clients.push_back({std::move(basic->user), std::move(basic->password)});
  if (encoded) grant.clients.push_back(decoded);
  return {};
}

}  // namespace

Result<TokenGrant> readTokenRequest(const TokenRequestText& request) {
  Parameters parameters;
  if (!addParameters(request.query, parameters) || !addParameters(trim(request.body), parameters)) {
    return failure("TOKEN-020", "A parameter of the token request stands there twice. Send each one once.");
  }
  TokenGrant grant{.grant_type = take(parameters, "grant_type").value_or(""), .clients = {}};
  const auto id = take(parameters, "client_id");
  if (request.authorization.empty()) {
    if (id) grant.clients.push_back({*id, take(parameters, "client_secret")});
    return grant;
  }
  if (auto added = addBasicClients(request.authorization, grant); !added) {
    return tl::unexpected<Error>(std::move(added.error()));
  }
  for (const ClientCredentials& client : grant.clients) {
    if (!id || client.id == *id) return grant;
  }
  return failure("TOKEN-020", "The Authorization header and 'client_id' name different clients. Send one of them.");
}

}  // namespace iflowsim
