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
#include "runtime/spi/decisions.h"
#include "security/mapping/identity_store.h"
#include "web/management/operator_gate.h"
#include "web/management/tenant_facade.h"

namespace iflowsim {

/// What the operations work on; all members outlive the server and are thread-safe.
struct ManagedTenant {
  Deployments& deployments;
  TenantFacade& facade;
  LogReader& log;
  LogCleaner& log_cleaner;
  IdentityStore& identities;
  const DecisionReader& decisions;
  OperatorGate& gate;
  /// Where the flows answer, `https://localhost:8443`: what the documents of service keys say.
  std::string runtime_url = {};
};

/// A request to the management side, of no library's type.
struct ApiRequest {
  std::string method;
  /// Path and query as sent.
  std::string target;
  /// Value of the Host header.
  std::string host;
  /// Value of the Origin header, which browsers add to what a page makes them send; empty: none.
  std::string origin = {};
  /// Value of the Authorization header.
  std::string authorization = {};
  std::string content_type = {};
  /// Address of the caller.
  std::string peer = {};
  std::istream& body;

  /// As sent, without the query.
  std::string_view path() const;
  /// As sent, without `?`.
  std::string_view rawQuery() const;
};

/// One call of the management surface, taken apart.
struct ApiCall {
  ManagedTenant& tenant;
  const ApiRequest& request;
  /// Who calls; without a name where nobody needs to log on.
  Operator caller;
  /// What the path has in the places of `{}`, decoded.
  std::vector<std::string> path_values;
  /// Query parameters in order, decoded.
  std::vector<std::pair<std::string, std::string>> query;

  /// The first value of that parameter, or none.
  std::optional<std::string> parameter(std::string_view name) const;
  /// The body, of at most 1 MiB. `API-413` otherwise.
  Result<std::string> text() const;
  /// The body as a JSON object of at most 1 MiB. `API-400`, `API-413` otherwise.
  Result<nlohmann::json> object() const;
};

/// What is answered: always JSON.
struct ApiReply {
  int status = 200;
  nlohmann::json body = nlohmann::json::object();
  /// Beside those of every reply.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// `{"error": {"code", "text"}}` with the status that belongs to the code: the one place where codes meet HTTP.
ApiReply failed(const Error& error);

/// `{}`, or the failure.
ApiReply answered(const Result<void>& outcome);
/// The value, or the failure.
ApiReply answered(const Result<nlohmann::json>& outcome);

}  // namespace iflowsim
