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
/// Of PartnerTenant::addOrderStatus.
inline constexpr const char* kOrderStatus = "/http/orders/status?id=4711";
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
  /// Lets the lab's client call: mapped to `partner` on neo, or with a key of both roles on cf.
  void admit(bool neo, const std::string& certificate, bool pinned = true) const;

  /// Puts a flow into the tenant that answers at `/http/<id>`, with these properties of its channel.
  void addFlow(const std::string& id, const std::map<std::string, std::string>& properties) const;
  /// Puts the sample `order-status` into the tenant with these properties: it calls a stub, which has the order 4711
  /// only, and answers at `/http/orders/status?id=<id>`.
  void addOrderStatus(const std::map<std::string, std::string>& properties = {}) const;
};

/// The first step of a decision that failed.
std::string failedStep(const nlohmann::json& decision);

}  // namespace iflowsim::testing
