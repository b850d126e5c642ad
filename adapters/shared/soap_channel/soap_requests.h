#pragma once

#include <optional>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/shared/soap/soap_message.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "runtime/message/soap_header.h"
#include "runtime/spi/http.h"

/// Requests to SOAP-type senders, as far as their heads tell. Source: runtime-behaviour 2.2.
namespace iflowsim {

/// The version that a caller speaks by the content type, before the envelope is read.
SoapVersion spokenVersion(const HttpRequest& request);

/// The fault for the first of the header blocks that the receiver of the message has to understand; none when there is
/// none. The list holds the blocks that it does not know.
std::optional<SoapFault> findNotUnderstood(const std::vector<SoapHeader>& unknown);

/// The operation of the contract that a request is for; the fault says that there is none.
tl::expected<const WsdlOperation*, SoapFault> operationOf(const SoapMessage& message, const WsdlService& service);

/// The answer to a GET: the description for `?wsdl`, a file it imports for `?wsdl=<name>` and `?xsd=<name>`, under the
/// address that the caller used; 404 with a text for a name that is not there, 405 for everything else.
HttpReply publishContract(const WsdlService& service, const HttpRequest& request);

}  // namespace iflowsim
