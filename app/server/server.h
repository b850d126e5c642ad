#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/server/tenant.h"

namespace iflowsim {

/// A tenant on the network: the inbound front (HTTPS, and plain HTTP when asked for) and the management side.
class Server {
 public:
  /// Opens the tenant's state, takes over its folder and listens. `SERVER-001` when another server runs on the same
  /// folder; otherwise the errors of what could not be opened. The clock outlives the server.
  static Result<std::unique_ptr<Server>> start(const TenantConfig& config, const Clock& clock);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// `https://localhost:8443`.
  std::string runtimeUrl() const;
  std::string managementUrl() const;
  /// Empty when plain HTTP is off.
  std::string plainUrl() const;
  /// PEM file of the authority callers have to trust, and whether it was made just now.
  std::filesystem::path authority() const;
  bool authorityIsNew() const;

  Tenant& tenant();
  /// Takes over what changed in the tenant's folder, the list of trusted roots included.
  void look();
  /// Stops accepting, lets running requests and messages finish for at most the drain time, commits the log.
  void stop();

 private:
  class Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace iflowsim
