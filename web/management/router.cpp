#include "web/management/router.h"

#include <array>

#include <sodium.h>

#include "runtime/base/flow_error.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"
#include "web/management/operations.h"
#include "web/management/permissions.h"

namespace iflowsim {

namespace {

struct Route {
  std::string_view method;
  /// `{}` stands for one part of the path.
  std::string_view path;
  ApiReply (*operation)(const ApiCall&);
  /// Null: answered to everybody.
  const Permission* permission;
};

using namespace permission;

constexpr std::array kRoutes{
    Route{"GET", "/health", health, nullptr},
    Route{"GET", "/oauth/token", giveToken, nullptr},
    Route{"POST", "/oauth/token", giveToken, nullptr},
    Route{"GET", "/api/local/flows", listFlows, &kReadFlows},
    Route{"GET", "/api/local/flows/{}", showFlow, &kReadFlows},
    Route{"DELETE", "/api/local/flows/{}", undeployFlow, &kDeployFlows},
    Route{"POST", "/api/local/flows/{}/restart", restartFlow, &kDeployFlows},
    Route{"POST", "/api/local/flows/{}/fire", fireFlow, &kDeployFlows},
    Route{"PUT", "/api/local/flows/{}/log-level", setFlowLogLevel, &kSetLogLevel},
    Route{"POST", "/api/local/deploy", deployBundle, &kDeployFlows},
    Route{"GET", "/api/local/logs", listLogs, &kReadLogs},
    Route{"DELETE", "/api/local/logs", deleteLogs, &kDeleteLogs},
    Route{"GET", "/api/local/logs/{}", showLog, &kReadLogs},
    Route{"DELETE", "/api/local/logs/{}", deleteLog, &kDeleteLogs},
    Route{"GET", "/api/local/logs/{}/attachments/{}", showLogAttachment, &kReadPayloads},
    Route{"GET", "/api/local/stubs/calls", listStubCalls, &kReadPayloads},
    Route{"DELETE", "/api/local/stubs/calls", deleteStubCalls, &kDeployFlows},
    Route{"GET", "/api/local/decisions", listDecisions, &kReadLogs},
    Route{"GET", "/api/local/decisions/{}", showDecision, &kReadLogs},
    Route{"GET", "/api/local/security/users", listUsers, &kReadSecurity},
    Route{"PUT", "/api/local/security/users/{}", saveUser, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/users/{}", deleteUser, &kChangeSecurity},
    Route{"GET", "/api/local/security/groups", listGroups, &kReadSecurity},
    Route{"PUT", "/api/local/security/groups/{}", saveGroup, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/groups/{}", deleteGroup, &kChangeSecurity},
    Route{"GET", "/api/local/security/roles", listRoles, &kReadSecurity},
    Route{"PUT", "/api/local/security/roles/{}", saveRole, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/roles/{}", deleteRole, &kChangeSecurity},
    Route{"GET", "/api/local/security/mappings", listMappings, &kReadSecurity},
    Route{"POST", "/api/local/security/mappings", addMapping, &kChangeSecurity},
    Route{"PUT", "/api/local/security/mappings/{}", changeMapping, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/mappings/{}", deleteMapping, &kChangeSecurity},
    Route{"GET", "/api/local/security/instances", listInstances, &kReadSecurity},
    Route{"PUT", "/api/local/security/instances/{}", saveInstance, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/instances/{}", deleteInstance, &kChangeSecurity},
    Route{"POST", "/api/local/security/instances/{}/keys", createKey, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/instances/{}/keys/{}", deleteKey, &kChangeSecurity},
    Route{"GET", "/api/local/security/oauth-clients", listOAuthClients, &kReadSecurity},
    Route{"POST", "/api/local/security/oauth-clients", saveOAuthClient, &kChangeSecurity},
    Route{"DELETE", "/api/local/security/oauth-clients/{}", deleteOAuthClient, &kChangeSecurity},
};

/// The decoded parts in the places of `{}`; none when the path is not that of the route.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == "{}") {
      values.push_back(percentDecode(given[i]));
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return values;
}

std::vector<std::pair<std::string, std::string>> readQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  if (query.empty()) return parameters;
  for (const std::string_view part : split(query, '&')) {
    const auto equals = part.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
    parameters.emplace_back(percentDecode(part.substr(0, equals), true), percentDecode(value, true));
  }
  return parameters;
}

/// The route of a request with what stands in the places of its path.
struct Found {
  const Route* route = nullptr;
  std::vector<std::string> values = {};
  bool other_method = false;
};

Found findRoute(const ApiRequest& request) {
  Found found;
  for (const Route& route : kRoutes) {
    auto values = match(route.path, request.path());
    if (!values) continue;
    if (route.method == request.method) return {&route, std::move(*values)};
    found.other_method = true;
  }
  return found;
}

Error noSuchRoute(std::string_view path, bool other_method) {
  return other_method ? Error{"API-405", "This method is not served at " + std::string(path) + '.'}
                      : Error{"API-404", "There is nothing at " + std::string(path) + '.'};
}

bool changesSomething(const ApiRequest& request) {
  return request.method != "GET" && request.method != "HEAD";
}

/// A browser sends the credentials it keeps for this server whatever page asks it to, but it says which page that is.
bool isFromForeignPage(const ApiRequest& request) {
  return !request.origin.empty() && !equalsIgnoreCase(request.origin, "https://" + request.host);
}

}  // namespace

Router::Router(ManagedTenant tenant, Options options) : tenant_(std::move(tenant)), options_(std::move(options)) {}

bool Router::isOwnHost(std::string_view host) const {
  const std::string_view name = hostName(host);
  for (const std::string_view own : {"localhost", "127.0.0.1", "::1"}) {
    if (equalsIgnoreCase(name, own)) return true;
  }
  return !options_.host.empty() && equalsIgnoreCase(name, options_.host);
}

bool Router::isOwner(std::string_view authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  if (!startsWithIgnoreCase(authorization, kScheme)) return false;
  const std::string_view given = trim(authorization.substr(kScheme.size()));
  return !options_.secret.empty() && given.size() == options_.secret.size() &&
         sodium_memcmp(given.data(), options_.secret.data(), given.size()) == 0;
}

Result<Operator> Router::identify(const ApiRequest& request) const {
  if (isOwner(request.authorization)) return Operator{.name = "owner", .owner = true};
  if (!request.authorization.empty()) {
    return tenant_.gate.identify({.authorization = request.authorization, .from_loopback = isLoopback(request.peer)});
  }
  return failure("API-401",
                 "Say who you are: send user and password of a user of the tenant (Authorization: Basic), a token of "
                 "one of its API clients (Bearer), or the secret in the tenant's .iflowsim folder (Bearer).");
}

ApiReply Router::answer(const ApiRequest& request) {
  if (!isOwnHost(request.host)) {
    return failed({"API-421", "The management side is not called '" + std::string(hostName(request.host)) +
                                  "'. Call it as localhost."});
  }
  if (changesSomething(request) && isFromForeignPage(request)) {
    return failed({"ORIGIN-403", "A page of " + request.origin +
                                     " may not change this tenant. Send the call from a program, without Origin."});
  }
  try {
    return dispatch(request);
  } catch (const std::exception& exception) {
    log::error("A management operation failed", {{"path", request.path()}, {"cause", exception.what()}});
    return failed({"API-500", std::string("The operation failed: ") + exception.what()});
  }
}

ApiReply Router::dispatch(const ApiRequest& request) {
  Found found = findRoute(request);
  const bool open = found.route != nullptr && found.route->permission == nullptr;
  Result<Operator> caller = open ? Operator{} : identify(request);
  // Strangers are not told which paths there are.
  if (!caller) return failed(caller.error());
  if (found.route == nullptr) return failed(noSuchRoute(request.path(), found.other_method));
  if (!open && !isGranted(*found.route->permission, *caller)) {
    return failed(refusal(*found.route->permission, *caller));
  }
  ApiReply reply =
      found.route->operation({tenant_, request, *caller, std::move(found.values), readQuery(request.rawQuery())});
  if (!open && changesSomething(request) && reply.status < 400) {
    log::info("The tenant was changed",
              {{"operator", caller->name}, {"method", request.method}, {"path", request.path()}});
  }
  return reply;
}

}  // namespace iflowsim
