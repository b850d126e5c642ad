#pragma once

#include <filesystem>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "security/mapping/oauth_clients.h"
#include "security/mapping/service_keys.h"

namespace iflowsim {

/// What a file of service instances and keys came to: those that are in order, and everything that is wrong. With
/// errors among the findings the caller should keep what he had.
struct ServiceKeysFile {
  std::vector<ServiceInstance> instances;
  std::vector<ServiceKey> keys;
  Diagnostics findings;
};

/// Reads the tenant's `security/service-keys.yaml`:
///
///     instances:
///       - name: orders
///         roles: [Orders.send]              # default: [ESBMessaging.send]
///         grant_types: [client_credentials]
///         token_seconds: 3600
///         plan: integration-flow            # or api
///         redirect_uris: []
///         keys:
///           - {name: one, clientid: sb-one, secret_hash: $argon2id$...}   # or secret: <clear text>
///           - {name: two, type: certificate_external, clientid: sb-two, certificate: two.pem, pinned: false}
///
/// A file that is absent has none. Codes `KEYS-001` to `KEYS-016`.
ServiceKeysFile readServiceKeysFile(const std::filesystem::path& file);

struct OAuthClientsFile {
  OAuthClients clients;
  Diagnostics findings;
};

/// Reads the tenant's `security/oauth-clients.yaml`:
///
///     clients:
///       - {id: partner, name: Partner system, secret_hash: $argon2id$..., token_seconds: 3600}
///
/// A file that is absent has none. Codes `CLIENTS-001` to `CLIENTS-008`.
OAuthClientsFile readOAuthClientsFile(const std::filesystem::path& file);

}  // namespace iflowsim
