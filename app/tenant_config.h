#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/engine.h"
#include "app/scripts/script_setup.h"
#include "iflows/bundle/bundle_limits.h"
#include "runtime/base/result.h"
#include "security/front/front_options.h"

namespace iflowsim {

/// How a tenant is set up: `tenant.yaml`, overridden by environment variables (`IFLOWSIM_PORTS_RUNTIME` for
/// `ports.runtime`), overridden by `-D key=value`. The keys are listed in docs/tenant_folder.md.
struct TenantConfig {
  std::filesystem::path folder;
  /// `<folder>/.iflowsim`, state the server makes.
  std::filesystem::path state;

  std::string bind = "127.0.0.1";
  std::uint16_t runtime_port = 8443;
  std::uint16_t management_port = 8444;
  /// Plain HTTP with the same endpoints, for a proxy in front; off unless `ports.http` is given.
  bool plain_http = false;
  std::uint16_t http_port = 0;

  /// Channels are down for two seconds between two versions, so that the downtime can be seen.
  Engine::Options engine{.deployments = {.restart = std::chrono::milliseconds{2000}}};
  /// Calls of a flow that is being stopped or redeployed get 503 instead of 404.
  bool unavailable_while_redeploying = false;
  ScriptSettings scripts;
  BundleLimits bundles;
  bool strict_parameters = false;
  bool neo = true;
  std::chrono::seconds remember_credentials{300};
  /// Host names the runtime node is known by in mode cf; empty: all.
  std::vector<std::string> runtime_hosts;
  /// Names in client certificates and channel rows may stand in opposite order.
  bool reversed_names = false;
  /// Flows are not told the client id of a service key.
  bool client_unnamed = false;
  /// A client certificate without a way to a trusted root ends the handshake instead of being dropped.
  bool reject_untrusted = false;
  /// How long the roles of a caller count as they were, in mode cf; 0: changes count at once.
  std::chrono::seconds role_cache{0};
  /// `<state>/access.log`.
  bool access_log = false;
  /// Refusals tell the caller why.
  bool reason_in_reply = false;
  /// Addresses and networks of proxies that end TLS in front of the plain HTTP port.
  std::vector<std::string> trusted_proxies;
  unsigned workers = 16;
  std::size_t worker_queue = 1024;
  FrontLimits limits;
  /// Address patterns (`*` for any text) receivers may reach for real; all others are answered by stubs.
  std::vector<std::string> allowed_receivers;
  /// Virtual host of the cloud connector to the base address that stands for it.
  std::map<std::string, std::string> on_premise;
  std::chrono::milliseconds watch_interval{500};
  /// How far the tenant's time is ahead of this machine's, or behind it (negative). Its certificates, tokens, schedules
  /// and logs live at that time; callers and the server's own certificate do not.
  std::chrono::milliseconds clock_offset{0};

  /// `CONFIG-001` unreadable file, `CONFIG-002` unknown key (with the nearest known one), `CONFIG-003` value of the
  /// wrong type or out of range.
  static Result<TenantConfig> load(const std::filesystem::path& folder,
                                   const std::map<std::string, std::string>& overrides);
};

}  // namespace iflowsim
