#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "runtime/base/result.h"

namespace iflowsim {

/// Talks to the server that runs a tenant, as its owner: address and secret come from the tenant's `.iflowsim` folder,
/// and only the tenant's own certificate authority is trusted, so that the secret reaches nobody else. Keeps one
/// connection. Not thread-safe.
///
/// Every call gives what the server answered, or its error (`DEPLOY-404` and so on), or `CLIENT-001` when no server can
/// be reached, `CLIENT-002` when what answers is not the tenant's server, `CLIENT-003` when the answer cannot be read.
class ManagementClient {
 public:
  using Query = std::vector<std::pair<std::string, std::string>>;

  /// `ADDRESS-002`, `SECRET-001`, `SECRET-002` when the folder does not tell how to reach a server.
  static Result<ManagementClient> open(const std::filesystem::path& tenant_folder);
  ManagementClient(ManagementClient&& other) noexcept;
  ManagementClient& operator=(ManagementClient&& other) noexcept;
  ~ManagementClient();

  Result<nlohmann::json> get(const std::string& path, const Query& query = {});
  Result<nlohmann::json> post(const std::string& path, const nlohmann::json& body = nlohmann::json::object());
  Result<nlohmann::json> put(const std::string& path, const nlohmann::json& body);
  Result<nlohmann::json> remove(const std::string& path, const Query& query = {});

  /// `/api/local/flows/<id>` with the id encoded.
  static std::string flowPath(const std::string& id);
  static std::string logPath(const std::string& id);
  /// `/api/local/security/<part>/<part>` with the parts encoded.
  static std::string securityPath(const std::vector<std::string>& parts);
  static std::string decisionPath(const std::string& id);

 private:
  class Connection;
  explicit ManagementClient(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace iflowsim
