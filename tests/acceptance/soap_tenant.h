#pragma once

#include <map>
#include <string>

#include "tests/acceptance/partner_tenant.h"

namespace iflowsim::testing {

/// A partner tenant with flows for SOAP callers: each answers the number of an order, and fails when it is no number.
/// The service is that of `ordersDescription`.
class SoapTenant : public PartnerTenant {
 public:
  SoapTenant();

  /// Adds a flow whose channel has these properties besides those of a SOAP 1.x sender for users at `/<id>`.
  void addSoapFlow(const std::string& id, const std::map<std::string, std::string>& channel,
                   const std::map<std::string, std::string>& settings = {}) const;
  /// What a client asks for: the description of a flow, trusting the tenant's authority.
  nlohmann::json requestTo(const std::string& flow) const;
  /// The same as user `sender`.
  nlohmann::json asUser(const std::string& flow) const;
  /// The same with a certificate of the lab.
  nlohmann::json withCertificate(const std::string& flow, const std::string& certificate) const;
  /// Whether the log of the flow comes to hold a message of that status.
  bool logsMessage(const std::string& flow, const std::string& status) const;
};

}  // namespace iflowsim::testing
