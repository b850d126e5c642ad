#pragma once

#include <string>
#include <vector>

#include "iflows/model/flow_model.h"
#include "runtime/spi/endpoint.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// An HTTPS sender of the tenant, for the calls that the lab writes down.
struct LabEndpoint {
  std::string flow;
  /// As it is called: `/http/orders`; for a wildcard some path below it.
  std::string path;
  AccessRule access;
};

/// The HTTPS senders of a flow that have an address.
std::vector<LabEndpoint> labEndpoints(const FlowModel& flow);

/// Whether one of the channel's rows names the certificate's subject and issuer.
bool hasRowFor(const AccessRule& access, const Certificate& certificate);

}  // namespace iflowsim
