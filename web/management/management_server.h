#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "web/management/router.h"

namespace iflowsim {

/// The management side of a running tenant over HTTPS: Poco's HTTP server with a few threads of its own.
class ManagementServer {
 public:
  struct Options {
    std::string address = "127.0.0.1";
    /// 0 takes a free port; see port().
    std::uint16_t port = 0;
    /// PEM files; the chain starts with the server's own certificate.
    std::filesystem::path certificate_chain;
    std::filesystem::path private_key;
    /// See Router::Options::secret.
    std::string secret;
  };

  ManagementServer(Options options, ManagedTenant tenant);
  ~ManagementServer();
  ManagementServer(const ManagementServer&) = delete;
  ManagementServer& operator=(const ManagementServer&) = delete;

  /// Listens and serves. `MANAGEMENT-001` when address or port cannot be used, `MANAGEMENT-002` when certificate or key
  /// cannot.
  Result<void> start();
  /// The port listened on; 0 before start().
  std::uint16_t port() const;
  /// Ends at once; calls in progress lose their connection.
  void stop();

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace iflowsim
