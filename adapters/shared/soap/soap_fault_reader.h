#pragma once

#include "adapters/shared/soap/soap_fault.h"

struct _xmlNode;

namespace iflowsim::soap {

/// What a Fault element says. What is missing in it is empty; a code that is none of the envelope's is Server.
SoapFault readFault(_xmlNode* fault, SoapVersion version);

}  // namespace iflowsim::soap
