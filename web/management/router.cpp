#include "web/management/router.h"

#include <array>

#include <sodium.h>

#include "runtime/base/flow_error.h"
#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"
#include "web/management/operations.h"

namespace iflowsim {

namespace {

struct Route {
  std::string_view method;
  /// `{}` stands for one part of the path.
  std::string_view path;
  ApiReply (*operation)(const ApiCall&);
  /// Answered without the secret.
  bool open = false;
};

constexpr std::array kRoutes{
    Route{"GET", "/health", health, true},
    Route{"GET", "/api/local/flows", listFlows},
    Route{"GET", "/api/local/flows/{}", showFlow},
    Route{"DELETE", "/api/local/flows/{}", undeployFlow},
    Route{"POST", "/api/local/flows/{}/restart", restartFlow},
    Route{"POST", "/api/local/flows/{}/fire", fireFlow},
    Route{"PUT", "/api/local/flows/{}/log-level", setFlowLogLevel},
    Route{"POST", "/api/local/deploy", deployBundle},
    Route{"GET", "/api/local/logs", listLogs},
    Route{"DELETE", "/api/local/logs", deleteLogs},
    Route{"GET", "/api/local/logs/{}", showLog},
    Route{"DELETE", "/api/local/logs/{}", deleteLog},
    Route{"GET", "/api/local/logs/{}/attachments/{}", showLogAttachment},
    Route{"GET", "/api/local/stubs/calls", listStubCalls},
    Route{"DELETE", "/api/local/stubs/calls", deleteStubCalls},
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

/// A Host header without its port.
std::string_view hostName(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

Error noSuchRoute(std::string_view path, bool other_method) {
  return other_method ? Error{"API-405", "This method is not served at " + std::string(path) + '.'}
                      : Error{"API-404", "There is nothing at " + std::string(path) + '.'};
}

}  // namespace

Router::Router(ManagedTenant tenant, Options options) : tenant_(tenant), options_(std::move(options)) {}

bool Router::isOwnHost(std::string_view host) const {
  const std::string_view name = hostName(host);
  for (const std::string_view own : {"localhost", "127.0.0.1", "[::1]"}) {
    if (equalsIgnoreCase(name, own)) return true;
  }
  return !options_.host.empty() && equalsIgnoreCase(name, options_.host);
}

bool Router::isAuthorized(std::string_view authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  if (!startsWithIgnoreCase(authorization, kScheme)) return false;
  const std::string_view given = trim(authorization.substr(kScheme.size()));
  return !options_.secret.empty() && given.size() == options_.secret.size() &&
         sodium_memcmp(given.data(), options_.secret.data(), given.size()) == 0;
}

ApiReply Router::answer(const ApiRequest& request) {
  if (!isOwnHost(request.host)) {
    return failed({"API-421", "The management side is not called '" + std::string(hostName(request.host)) +
                                  "'. Call it as localhost."});
  }
  const auto question = request.target.find('?');
  const std::string_view target = request.target;
  const std::string_view path = target.substr(0, question);
  const std::string_view query = question == std::string::npos ? std::string_view{} : target.substr(question + 1);
  const bool authorized = isAuthorized(request.authorization);
  bool other_method = false;
  for (const Route& route : kRoutes) {
    auto values = match(route.path, path);
    if (!values) continue;
    if (route.method != request.method) {
      other_method = true;
      continue;
    }
    if (!route.open && !authorized) break;
    try {
      return route.operation({tenant_, std::move(*values), readQuery(query), request.content_type, request.body});
    } catch (const std::exception& exception) {
      log::error("A management operation failed", {{"path", path}, {"cause", exception.what()}});
      return failed({"API-500", std::string("The operation failed: ") + exception.what()});
    }
  }
  // Strangers are not told which paths there are.
  if (!authorized) {
    return failed(
        {"API-401", "Send 'Authorization: Bearer <secret>' with the secret in the tenant's .iflowsim folder."});
  }
  return failed(noSuchRoute(path, other_method));
}

}  // namespace iflowsim
