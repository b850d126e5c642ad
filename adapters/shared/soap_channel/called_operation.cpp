#include "adapters/shared/soap_channel/called_operation.h"

#include <string>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kRemedy =
    "Correct URL to WSDL, Service, Endpoint and Operation Name of the channel, or leave URL to WSDL empty.";

std::string operationNames(const WsdlService& service) {
  std::vector<std::string> names;
  for (const WsdlOperation& operation : service.operations()) names.push_back("'" + operation.name + "'");
  return names.empty() ? "none" : join(names, ", ");
}

/// `Create` of `p1:Create`.
std::string localPart(std::string_view qualified) {
  return std::string(qualified.substr(qualified.find(':') + 1));
}

/// None: reported.
std::optional<CalledOperation> choose(BuildContext& build, const Channel& channel, CalledOperation called) {
  const std::string name = localPart(trim(channel.properties.get("operationName")));
  const auto& operations = called.service->operations();
  if (name.empty()) {
    if (operations.size() == 1) called.operation = operations.front();
    return called;
  }
  const WsdlOperation* operation = called.service->operation(name);
  if (operation == nullptr) {
    build.report(Severity::Error, "SOAP-011", channel,
                 "The port has no operation '" + name + "'; it has " + operationNames(*called.service) + '.', kRemedy);
    return std::nullopt;
  }
  called.operation = *operation;
  return called;
}

}  // namespace

std::optional<CalledOperation> readCalledOperation(BuildContext& build, const Channel& channel) {
  const std::string url(trim(channel.properties.get("soapWsdlURL")));
  if (url.empty()) return CalledOperation{};
  auto service = WsdlService::load(build.flow().resources,
                                   {.url = url,
                                    .service = std::string(trim(channel.properties.get("soapServiceName"))),
                                    .port = std::string(trim(channel.properties.get("soapWsdlPortName")))});
  if (!service) {
    build.report(Severity::Error, service.error().code, channel, service.error().text, kRemedy);
    return std::nullopt;
  }
  auto called = choose(build, channel, {.service = *std::move(service), .operation = {}});
  if (called && called->operation && called->operation->rpc) {
    build.report(Severity::Error, "SOAP-012", channel,
                 "Operation '" + called->operation->name +
                     "' of the WSDL is of RPC style, which the adapter does not call by a WSDL.",
                 "Leave URL to WSDL empty, or use a WSDL of document style.");
    return std::nullopt;
  }
  return called;
}

std::vector<PropertySpec> calledOperationProperties() {
  return {
      {"soapWsdlURL", "WSDL in the bundle that describes the service called; empty: none"},
      {"soapServiceName", "Service of the WSDL, with any prefix"},
      {"soapWsdlPortName", "Port of the service, with any prefix"},
      {"operationName", "Operation of the port, with any prefix; gives the SOAPAction"},
  };
}

}  // namespace iflowsim
