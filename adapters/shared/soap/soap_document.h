#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/shared/soap/soap_fault.h"
#include "runtime/message/body.h"
#include "runtime/message/soap_header.h"
#include "runtime/message/xml_document.h"

struct _xmlDoc;
struct _xmlNode;

namespace iflowsim {

/// A parsed SOAP envelope of either version. Belongs to one message; WS-Security may change its tree before headers and
/// payload are read. Not thread-safe. Source: runtime-behaviour 2.2, observed-samples 34.
class SoapDocument {
 public:
  // A copy would share the tree, which may be changed and given away.
  SoapDocument(SoapDocument&&) = default;
  SoapDocument& operator=(SoapDocument&&) = default;

  /// The fault says what the caller did wrong: no XML, a DTD, no envelope, an envelope of an unknown namespace
  /// (VersionMismatch), no body or two, two headers or one behind the body, nested too deeply. Texts are those of
  /// Apache CXF where it has some, with what to do behind.
  static tl::expected<SoapDocument, SoapFault> parse(std::string_view xml);

  SoapVersion version() const { return version_; }
  /// The tree, for WS-Security alone. To be changed only on the thread that parsed it, whose parser shares its names.
  _xmlDoc* native() const { return document_.native(); }
  /// The Header element; null when there is none.
  _xmlNode* header() const;
  _xmlNode* body() const;

  std::vector<SoapHeader> headers() const;
  /// The first element of the body as text: without XML declaration, inner blanks untouched, the namespaces in scope of
  /// the envelope declared in it after its own. Empty when the body holds no element.
  std::string payload() const;
  /// The payload as the body of a message, which is its document as well and needs no parsing. The document holds
  /// nothing else afterwards. Empty, not null, when the body of the envelope holds no element.
  Body takePayload() &&;
  /// Name of that element; empty when there is none.
  std::string payloadName() const;
  std::string payloadNamespace() const;
  bool isFault() const;
  /// Of an envelope that is a fault.
  SoapFault fault() const;
  /// The envelope as it is now, without XML declaration.
  std::string serialize() const;

 private:
  SoapDocument(XmlDocument document, SoapVersion version);

  XmlDocument document_;
  SoapVersion version_;
};

/// An envelope around a payload, which is XML text without declaration (or empty); no XML declaration. Headers get the
/// marks (mustUnderstand, actor or role) that they have and their text lacks. Throws FlowError (SAXParseException) when
/// the text of such a header is not well-formed.
std::string writeEnvelope(SoapVersion version, const std::vector<SoapHeader>& headers, std::string_view payload);

/// The body of a message as a payload: its document without XML declaration and DOCTYPE, in UTF-8. Empty for an empty
/// body or one of blanks. Throws FlowError (SAXParseException) when it is no XML, or refers to entities of its DOCTYPE.
std::string soapPayload(const Body& body);

}  // namespace iflowsim
