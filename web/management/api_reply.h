#pragma once

#include <istream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "runtime/base/result.h"
#include "runtime/channel/deployments.h"
#include "runtime/monitor/log_reader.h"
#include "web/management/tenant_facade.h"

namespace iflowsim {

/// What the operations work on; all members outlive the server and are thread-safe.
struct ManagedTenant {
  Deployments& deployments;
  TenantFacade& facade;
  LogReader& log;
  LogCleaner& log_cleaner;
};

/// One call of the management surface, taken apart.
struct ApiCall {
  ManagedTenant& tenant;
  /// What the path has in the places of `{}`, decoded.
  std::vector<std::string> path_values;
  /// Query parameters in order, decoded.
  std::vector<std::pair<std::string, std::string>> query;
  std::string content_type;
  std::istream& body;

  /// The first value of that parameter, or none.
  std::optional<std::string> parameter(std::string_view name) const;
  /// The body as a JSON object of at most 1 MiB. `API-400` otherwise.
  Result<nlohmann::json> object() const;
};

/// What is answered: always JSON.
struct ApiReply {
  int status = 200;
  nlohmann::json body = nlohmann::json::object();
};

/// `{"error": {"code", "text"}}` with the status that belongs to the code: the one place where codes meet HTTP.
ApiReply failed(const Error& error);

}  // namespace iflowsim
