#pragma once

#include "adapters/shared/soap/soap_fault.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "runtime/spi/http.h"

/// Requests to SOAP-type senders, as far as their heads tell. Source: runtime-behaviour 2.2.
namespace iflowsim {

/// The version that a caller speaks by the content type, before the envelope is read.
SoapVersion spokenVersion(const HttpRequest& request);

/// The answer to a GET: the description for `?wsdl`, a file it imports for `?wsdl=<name>` and `?xsd=<name>`, under the
/// address that the caller used; 404 with a text for a name that is not there, 405 for everything else.
HttpReply publishContract(const WsdlService& service, const HttpRequest& request);

}  // namespace iflowsim
