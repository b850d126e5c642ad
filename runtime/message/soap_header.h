#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/message/headers.h"
#include "runtime/message/value.h"

struct _xmlNode;

namespace iflowsim {

/// The header of a message that holds its SOAP headers. Source: runtime-behaviour 2.2.
inline constexpr const char* kSoapHeaderList = "org.apache.cxf.headers.Header.list";

/// One header block of a SOAP message.
struct SoapHeader {
  std::string namespace_uri;
  std::string name;
  /// The whole element as text, with the namespaces in its scope declared in it.
  std::string xml;
  /// `actor` (SOAP 1.1) or `role` (1.2); empty: the last receiver.
  std::string actor = {};
  bool must_understand = false;
};

/// The SOAP headers of a message as the value of its header `kSoapHeaderList`. Its text is the elements one after the
/// other. Immutable, shared by copies of the message.
class SoapHeaderListValue final : public OpaqueValue {
 public:
  explicit SoapHeaderListValue(std::vector<SoapHeader> headers) : headers_(std::move(headers)) {}

  const std::vector<SoapHeader>& headers() const { return headers_; }
  std::string className() const override { return "java.util.ArrayList"; }
  std::string toText() const override;

 private:
  std::vector<SoapHeader> headers_;
};

/// The SOAP headers of a message; none when it has no such header. A text in the header is read as a sequence of
/// elements, so that a step that can only write text can set them. Throws FlowError (SAXParseException) when such a
/// text is not well-formed. A list of such values, as scripts make it, is read item by item.
std::vector<SoapHeader> soapHeaders(const Headers& headers);
/// Replaces them; an empty list removes the header.
void setSoapHeaders(Headers& headers, std::vector<SoapHeader> soap_headers);

/// What the attributes of a header element say; `xml` is one element. Throws FlowError (SAXParseException).
SoapHeader readSoapHeader(std::string xml);
/// The same of an element that stands in a document.
SoapHeader readSoapHeader(_xmlNode* element);

}  // namespace iflowsim
