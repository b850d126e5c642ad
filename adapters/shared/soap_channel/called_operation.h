#pragma once

#include <optional>
#include <vector>

#include "adapters/shared/wsdl/wsdl_service.h"
#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

/// What the WSDL of a receiver channel says of its call.
struct CalledOperation {
  /// Null: the channel has no WSDL.
  std::shared_ptr<const WsdlService> service;
  /// The operation of the channel, or the only one of the port. None: no WSDL, or the channel leaves it open.
  std::optional<WsdlOperation> operation;
};

/// Reads `soapWsdlURL`, `soapServiceName`, `soapWsdlPortName` and `operationName`; prefixes such as `p1:` count for
/// nothing. None when something is wrong, which is reported: codes of `WsdlService::load`, `SOAP-011` (the port has no
/// such operation), `SOAP-012` (the operation is of RPC style). Source: runtime-behaviour 3.2.
std::optional<CalledOperation> readCalledOperation(BuildContext& build, const Channel& channel);

/// The properties it reads.
std::vector<PropertySpec> calledOperationProperties();

}  // namespace iflowsim
