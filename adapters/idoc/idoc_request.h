#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/idoc/idoc_config.h"
#include "adapters/idoc/idoc_document.h"
#include "adapters/shared/soap/soap_fault.h"
#include "runtime/message/exchange.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// A request that brings IDocs, read.
struct IdocRequest {
  /// Of the envelope; 1.1 when there is none.
  SoapVersion version = SoapVersion::V11;
  /// Media type without parameters, `text/xml`.
  std::string content_type;
  IdocDocument document;
  /// The element named as the IDoc type, as text: what the flow gets.
  std::string payload;
  /// Of SOAP with Attachments.
  std::vector<Attachment> attachments;
};

/// Why a request never becomes a message.
struct IdocRefusal {
  SoapVersion version = SoapVersion::V11;
  SoapFault fault;
};

/// Reads a request with or without an envelope: its content type must be one for IDocs, characters that XML does not
/// allow are treated as the channel says (not in multipart requests, whose bytes stay as they are), and the control
/// records must fit. Throws FlowError when the body is larger than the channel allows or not compressed as it says.
/// Source: runtime-behaviour 2.4.
tl::expected<IdocRequest, IdocRefusal> readIdocRequest(const IdocSenderConfig& config, const HttpRequest& request);

}  // namespace iflowsim
