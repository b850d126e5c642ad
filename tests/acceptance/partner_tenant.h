#pragma once

#include <string>
#include <vector>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {

/// How the flow of a partner tenant is called.
namespace partner_flow {
/// User Role, the default role.
inline constexpr const char* kOpen = "/http/open";
/// User Role `Orders.send`.
inline constexpr const char* kOrders = "/http/orders-in";
/// Client Certificate: the names of the lab's `good`.
inline constexpr const char* kStrict = "/http/strict";
/// User Role, CSRF protected.
inline constexpr const char* kGuarded = "/http/guarded";
}  // namespace partner_flow

/// A copy of the sample tenant with a certificate lab and flows for each kind of authorization. Its users are
/// `sender:s` (default role), `orders:o` (`Orders.send`), `stranger:x` (no role) and `partner` (both roles, no
/// password).
class PartnerTenant : public HelloTenant {
 public:
  PartnerTenant();

  /// Calls with a client certificate of the lab; empty: without one. Each over a connection of its own.
  HttpReply call(const std::string& path, const std::string& certificate, const std::string& user = {}) const;
  /// The status of such a call; 0 when it ended in the handshake.
  long statusOf(const std::string& path, const std::string& certificate, const std::string& user = {}) const {
    return call(path, certificate, user).status;
  }
  /// The call as the lab's client would make it.
  HttpCall callOf(const std::string& path, const std::string& certificate) const;
  /// A file of the lab's client: `.pem`, `.crt`, `.key`.
  std::filesystem::path client(const std::string& certificate, const std::string& extension) const;
  /// Runs a verb that must succeed.
  void expect(const std::vector<std::string>& words) const;
  /// The decision that a reply names.
  nlohmann::json decisionOf(const HttpReply& reply) const;

 private:
  void addFlow(const std::string& id, const std::map<std::string, std::string>& properties) const;
};

}  // namespace iflowsim::testing
