#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/shared/soap/soap_document.h"
#include "runtime/message/exchange.h"

namespace iflowsim {

/// The parts of a SOAP message on HTTP.
struct SoapMessage {
  SoapDocument document;
  /// In the order of arrival; every name (content id) is unique: a second one of the same id gets `_<GUID>`, one
  /// without gets a GUID. Each has all headers of its part. Source: runtime-behaviour 2.2; Camel's CXF binding.
  std::vector<Attachment> attachments;
  /// Of the request: from the header SOAPAction, or from the parameter `action` of the content type (1.2).
  std::string action;
};

struct SoapLimits {
  /// Bytes of all attachments together, decoded; parts that are included in the envelope count too.
  std::size_t attachments = std::size_t{100} << 20U;
  /// Attachments in one message.
  std::size_t parts = 1000;
  /// Bytes of the envelope of a multipart message; whoever receives a plain one bounds the body itself.
  std::size_t envelope = std::numeric_limits<std::size_t>::max();
};

/// Reads a plain envelope, SOAP with Attachments, or MTOM (`multipart/related` with or without
/// `application/xop+xml`; `xop:Include` is replaced by the base64 of its part, which is then no attachment). The fault
/// says what is wrong: the content type does not carry SOAP, the multipart is damaged, limits are exceeded, a
/// referenced part is missing, or what `SoapDocument::parse` finds.
tl::expected<SoapMessage, SoapFault> readSoapMessage(std::string_view content_type, std::string_view soap_action,
                                                     const Body& body, const SoapLimits& limits);

/// What goes onto the wire.
struct SoapPacket {
  std::string content_type;
  Body body;
};

/// A plain envelope when there are no attachments, else SOAP with Attachments. `action` is put into the content type of
/// SOAP 1.2 when it is not empty. Each attachment has its headers on its part, values of equal names joined by comma,
/// but for Content-Type, Content-Transfer-Encoding and Content-ID, which are made anew. Source: Apache CXF.
SoapPacket writeSoapMessage(SoapVersion version, std::string_view envelope, const std::vector<Attachment>& attachments,
                            std::string_view action = {});

}  // namespace iflowsim
