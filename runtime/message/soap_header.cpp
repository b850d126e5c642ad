#include "runtime/message/soap_header.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <libxml/tree.h>

#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_document.h"
#include "runtime/message/xml_element.h"

namespace iflowsim {

namespace {

struct EnvelopeAttributes {
  std::string_view namespace_uri;
  std::string_view actor;
};

constexpr std::array<EnvelopeAttributes, 2> kVersions = {{
    {"http://schemas.xmlsoap.org/soap/envelope/", "actor"},
    {"http://www.w3.org/2003/05/soap-envelope", "role"},
}};

std::string_view viewOf(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

std::string valueOf(xmlAttrPtr attribute) {
  xmlChar* text = xmlNodeListGetString(attribute->doc, attribute->children, 1);
  std::string value(trim(viewOf(text)));
  xmlFree(text);
  return value;
}

void readAttribute(xmlAttrPtr attribute, SoapHeader& header) {
  if (attribute->ns == nullptr) return;
  const auto version = std::find_if(kVersions.begin(), kVersions.end(), [&](const EnvelopeAttributes& candidate) {
    return candidate.namespace_uri == viewOf(attribute->ns->href);
  });
  if (version == kVersions.end()) return;
  const std::string_view name = viewOf(attribute->name);
  if (name == version->actor) header.actor = valueOf(attribute);
  if (name == "mustUnderstand") {
    const std::string value = valueOf(attribute);
    header.must_understand = value == "1" || value == "true";
  }
}

SoapHeader describe(xmlNodePtr element, std::string xml) {
  SoapHeader header{
      .namespace_uri = std::string(element->ns == nullptr ? std::string_view{} : viewOf(element->ns->href)),
      .name = std::string(viewOf(element->name)),
      .xml = std::move(xml)};
  for (xmlAttrPtr attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
    readAttribute(attribute, header);
  }
  return header;
}

std::string_view withoutDeclaration(std::string_view xml) {
  xml = trim(xml);
  if (!xml.starts_with("<?xml ")) return xml;
  const std::size_t end = xml.find("?>");
  return end == std::string_view::npos ? xml : xml.substr(end + 2);
}

/// Without line and column, which count what is put around the text, and with a full stop.
std::string complaint(std::string_view text) {
  constexpr std::string_view kLastOfPosition = "columnNumber: ";
  const std::size_t position = text.find(kLastOfPosition);
  const std::size_t end = position == std::string_view::npos ? position : text.find("; ", position);
  if (end != std::string_view::npos) text.remove_prefix(end + 2);
  return std::string(text) + (text.ends_with('.') ? "" : ".");
}

[[noreturn]] void refuse(const std::string& what) {
  throw FlowError(error_class::kXmlParse, "The SOAP headers in the header " + std::string(kSoapHeaderList) +
                                              " cannot be read: " + what +
                                              " Set it to XML elements one after the other, or remove it.");
}

/// The elements of a text that holds nothing else.
void readElements(std::string_view text, std::vector<SoapHeader>& headers) {
  text = withoutDeclaration(text);
  if (text.empty()) return;
  const auto document = XmlDocument::parse("<headers>" + std::string(text) + "</headers>");
  if (!document) refuse(complaint(document.error().text));
  for (xmlNodePtr node = xmlDocGetRootElement(document->native())->children; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) headers.push_back(readSoapHeader(node));
    const bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (is_text && !trim(viewOf(node->content)).empty()) {
      refuse("'" + std::string(trim(viewOf(node->content)).substr(0, 40)) + "' is no element.");
    }
  }
}

void readValue(const Value& value, std::vector<SoapHeader>& headers) {
  if (const auto* object = value.as<std::shared_ptr<const OpaqueValue>>()) {
    if (const auto* list = dynamic_cast<const SoapHeaderListValue*>(object->get())) {
      headers.insert(headers.end(), list->headers().begin(), list->headers().end());
      return;
    }
  }
  if (const auto* items = value.as<std::shared_ptr<const ValueList>>()) {
    for (const Value& item : **items) readValue(item, headers);
    return;
  }
  readElements(value.toText(), headers);
}

}  // namespace

std::string SoapHeaderListValue::toText() const {
  std::string text;
  for (const SoapHeader& header : headers_) text += header.xml;
  return text;
}

std::vector<SoapHeader> soapHeaders(const Headers& headers) {
  std::vector<SoapHeader> result;
  readValue(headers.get(kSoapHeaderList), result);
  return result;
}

void setSoapHeaders(Headers& headers, std::vector<SoapHeader> soap_headers) {
  if (soap_headers.empty()) return headers.remove(kSoapHeaderList);
  const std::shared_ptr<const OpaqueValue> list = std::make_shared<SoapHeaderListValue>(std::move(soap_headers));
  headers.set(kSoapHeaderList, Value(list));
}

SoapHeader readSoapHeader(std::string xml) {
  const auto document = XmlDocument::parse(xml);
  if (!document)
    throw FlowError(error_class::kXmlParse, "The SOAP header is not well-formed: " + document.error().text);
  return describe(xmlDocGetRootElement(document->native()), std::move(xml));
}

SoapHeader readSoapHeader(_xmlNode* element) {
  return describe(element, elementText(element));
}

}  // namespace iflowsim
