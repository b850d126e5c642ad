#include "adapters/shared/soap/soap_document.h"

#include <array>
#include <optional>
#include <utility>

#include <libxml/tree.h>

#include "adapters/shared/soap/soap_fault_reader.h"
#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_element.h"

namespace iflowsim {

namespace {

using soap::firstElement;
using soap::localName;
using soap::namespaceName;
using soap::nextElement;
using soap::readFault;

constexpr std::array<SoapVersion, 2> kVersions = {SoapVersion::V11, SoapVersion::V12};

tl::unexpected<SoapFault> refuse(SoapFault::Code code, std::string reason) {
  return tl::unexpected(SoapFault{.code = code, .reason = std::move(reason)});
}

tl::unexpected<SoapFault> refuseAsUnreadable(std::string_view what, std::string_view remedy) {
  std::string reason = "Error reading XMLStreamReader: ";
  reason += what;
  if (!what.ends_with('.')) reason += '.';
  return refuse(SoapFault::Code::Client, reason + ' ' + std::string(remedy));
}

tl::unexpected<SoapFault> refuseUnparsed(const Error& error) {
  if (error.code == "XML-004") {
    return refuseAsUnreadable("Received event DTD, instead of START_ELEMENT or END_ELEMENT.",
                              "A DTD is not allowed in a SOAP message; send the envelope without DOCTYPE.");
  }
  const bool too_deep = error.code == "XML-003";
  return refuseAsUnreadable(error.text,
                            too_deep ? "Send a flatter document." : "Send a SOAP envelope that is well-formed XML.");
}

std::optional<SoapVersion> versionOf(std::string_view namespace_uri) {
  for (const SoapVersion version : kVersions) {
    if (namespace_uri == envelopeNamespace(version)) return version;
  }
  return std::nullopt;
}

tl::expected<SoapVersion, SoapFault> readVersion(xmlNodePtr root) {
  static const std::string kRemedy = " Use " + std::string(envelopeNamespace(SoapVersion::V11)) + " (SOAP 1.1) or " +
                                     std::string(envelopeNamespace(SoapVersion::V12)) + " (SOAP 1.2).";
  const std::string name(localName(root));
  const std::string namespace_uri(namespaceName(root));
  if (namespace_uri.empty()) {
    return refuse(SoapFault::Code::VersionMismatch, "No namespace on \"" + name + "\" element." + kRemedy);
  }
  const auto version = versionOf(namespace_uri);
  if (!version) {
    return refuse(SoapFault::Code::VersionMismatch, '"' + namespace_uri + "\", the namespace on the \"" + name +
                                                        "\" element, is not a valid SOAP version." + kRemedy);
  }
  if (name != "Envelope") {
    return refuse(SoapFault::Code::Client,
                  "The message begins with \"" + name + "\", which is no SOAP envelope. Put it into an Envelope.");
  }
  return *version;
}

struct Parts {
  int headers = 0;
  int bodies = 0;
  bool header_behind_body = false;
};

Parts countParts(xmlNodePtr envelope, std::string_view namespace_uri) {
  Parts parts;
  for (xmlNodePtr child = firstElement(envelope); child != nullptr; child = nextElement(child)) {
    if (namespaceName(child) != namespace_uri) continue;
    if (localName(child) == "Body") ++parts.bodies;
    if (localName(child) != "Header") continue;
    ++parts.headers;
    if (parts.bodies > 0) parts.header_behind_body = true;
  }
  return parts;
}

std::optional<std::string> whatIsWrong(const Parts& parts) {
  if (parts.bodies == 0) return "The SOAP envelope has no Body of its namespace. Send exactly one.";
  if (parts.bodies > 1) {
    return "The SOAP envelope has " + std::to_string(parts.bodies) + " Body elements. Send exactly one.";
  }
  if (parts.headers > 1) {
    return "The SOAP envelope has " + std::to_string(parts.headers) + " Header elements. Send one at most.";
  }
  if (parts.header_behind_body) return "The Header of the SOAP envelope stands behind its Body. Send it before.";
  return std::nullopt;
}

xmlNodePtr partOf(xmlDocPtr document, std::string_view name) {
  xmlNodePtr envelope = xmlDocGetRootElement(document);
  if (envelope == nullptr) return nullptr;
  for (xmlNodePtr child = firstElement(envelope); child != nullptr; child = nextElement(child)) {
    if (localName(child) == name && namespaceName(child) == namespaceName(envelope)) return child;
  }
  return nullptr;
}

xmlNodePtr payloadOf(xmlNodePtr body) {
  return body == nullptr ? nullptr : firstElement(body);
}

/// The element with the marks that its text lacks: a script sets them beside the element. Source: script-api 2.7.
std::string markedHeader(SoapVersion version, const SoapHeader& header) {
  if (!header.must_understand && header.actor.empty()) return header.xml;
  const SoapHeader written = readSoapHeader(header.xml);
  const bool is_11 = version == SoapVersion::V11;
  // Only an element that gives the usual prefix another meaning needs one of its own.
  const bool prefix_is_taken = header.xml.find("xmlns:soap=") != std::string::npos;
  const std::string prefix = prefix_is_taken ? "soapEnvelope" : "soap";
  std::string marks;
  if (header.must_understand && !written.must_understand) {
    marks += ' ' + prefix + ":mustUnderstand=\"" + (is_11 ? "1" : "true") + '"';
  }
  if (!header.actor.empty() && written.actor.empty()) {
    marks += ' ' + prefix + (is_11 ? ":actor=\"" : ":role=\"") + escapeXml(header.actor) + '"';
  }
  if (marks.empty()) return header.xml;
  if (prefix_is_taken) marks += " xmlns:" + prefix + "=\"" + std::string(envelopeNamespace(version)) + '"';
  const std::size_t end_of_name = header.xml.find_first_of(" \t\r\n/>", header.xml.find('<'));
  return std::string(header.xml).insert(end_of_name, marks);
}

}  // namespace

SoapDocument::SoapDocument(XmlDocument document, SoapVersion version)
    : document_(std::move(document)), version_(version) {}

tl::expected<SoapDocument, SoapFault> SoapDocument::parse(std::string_view xml) {
  auto document = XmlDocument::parse(xml, {.doctype = false});
  if (!document) return refuseUnparsed(document.error());

  xmlNodePtr root = xmlDocGetRootElement(document->native());
  const auto version = readVersion(root);
  if (!version) return tl::unexpected(version.error());
  if (const auto wrong = whatIsWrong(countParts(root, envelopeNamespace(*version)))) {
    return refuse(SoapFault::Code::Client, *wrong);
  }
  // Without a known encoding libxml2 writes other characters than ASCII of attributes as references.
  xmlDocPtr native = document->native();
  if (native->encoding == nullptr) native->encoding = xmlCharStrdup("UTF-8");
  return SoapDocument(std::move(*document), *version);
}

_xmlNode* SoapDocument::header() const {
  return partOf(native(), "Header");
}

_xmlNode* SoapDocument::body() const {
  return partOf(native(), "Body");
}

std::vector<SoapHeader> SoapDocument::headers() const {
  std::vector<SoapHeader> result;
  xmlNodePtr parent = header();
  if (parent == nullptr) return result;
  for (xmlNodePtr child = firstElement(parent); child != nullptr; child = nextElement(child)) {
    result.push_back(readSoapHeader(child));
  }
  return result;
}

std::string SoapDocument::payload() const {
  xmlNodePtr element = payloadOf(body());
  return element == nullptr ? std::string{} : elementText(element);
}

Body SoapDocument::takePayload() && {
  xmlNodePtr element = payloadOf(body());
  if (element == nullptr) return Body(std::string());
  std::string text = elementText(element);
  makeRoot(element);
  return Body(std::move(text), std::move(document_));
}

std::string SoapDocument::payloadName() const {
  xmlNodePtr element = payloadOf(body());
  return element == nullptr ? std::string{} : std::string(localName(element));
}

std::string SoapDocument::payloadNamespace() const {
  xmlNodePtr element = payloadOf(body());
  return element == nullptr ? std::string{} : std::string(namespaceName(element));
}

bool SoapDocument::isFault() const {
  xmlNodePtr element = payloadOf(body());
  return element != nullptr && localName(element) == "Fault" && namespaceName(element) == envelopeNamespace(version_);
}

SoapFault SoapDocument::fault() const {
  return isFault() ? readFault(payloadOf(body()), version_) : SoapFault{};
}

std::string SoapDocument::serialize() const {
  return elementText(xmlDocGetRootElement(native()));
}

std::string writeEnvelope(SoapVersion version, const std::vector<SoapHeader>& headers, std::string_view payload) {
  std::string text = "<soap:Envelope xmlns:soap=\"";
  text.append(envelopeNamespace(version)).append("\">");
  if (!headers.empty()) {
    text += "<soap:Header>";
    for (const SoapHeader& header : headers) text += markedHeader(version, header);
    text += "</soap:Header>";
  }
  if (payload.empty()) return text + "<soap:Body/></soap:Envelope>";
  constexpr std::string_view kOpen = "<soap:Body>";
  constexpr std::string_view kClose = "</soap:Body></soap:Envelope>";
  text.reserve(text.size() + kOpen.size() + payload.size() + kClose.size());
  return text.append(kOpen).append(payload).append(kClose);
}

}  // namespace iflowsim
