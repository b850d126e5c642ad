#include "adapters/idoc/idoc_request.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include <libxml/tree.h>
#include <libxml/xmlreader.h>

#include "adapters/idoc/xml_characters.h"
#include "adapters/shared/http_inbound.h"
#include "adapters/shared/soap/soap_document.h"
#include "adapters/shared/soap/soap_http.h"
#include "adapters/shared/soap/xml_charset.h"
#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_document.h"
#include "runtime/message/xml_element.h"

namespace iflowsim {

namespace {

constexpr std::array<std::string_view, 4> kMediaTypes{"text/xml", "application/xml", "application/soap+xml",
                                                      "application/x-sap.idoc"};

tl::unexpected<IdocRefusal> refuse(std::string reason, SoapVersion version = SoapVersion::V11) {
  return tl::unexpected(IdocRefusal{version, SoapFault{.code = SoapFault::Code::Client, .reason = std::move(reason)}});
}

std::string hexadecimal(std::uint32_t code) {
  std::array<char, 16> text{};
  const int length = std::snprintf(text.data(), text.size(), "0x%x", code);
  return std::string(text.data(), static_cast<std::size_t>(length));
}

/// `text/xml` of `Text/XML; charset=utf-8`; `text/xml` also where nothing is said.
std::string mediaTypeOf(const HttpRequest& request) {
  const std::string_view header = request.headers.get("Content-Type");
  const std::string type = toLower(trim(header.substr(0, header.find(';'))));
  return type.empty() ? std::string(kMediaTypes.front()) : type;
}

/// The body as XML in the charset of its content type, without invalid characters; the body itself wherever it fits.
tl::expected<Body, IdocRefusal> readableXml(const IdocSenderConfig& config, const HttpRequest& request) {
  using Handling = IdocSenderConfig::InvalidCharacters;
  Body body = requestBody(config, request);
  std::string converted;
  const auto xml = soap::inCharset(body.view(), charsetOf(request.headers.get("Content-Type")), converted);
  if (!xml) return refuse(xml.error().text);
  const auto invalid = InvalidCharacters(*xml).next();
  const bool unchanged = xml->data() == body.view().data() && xml->size() == body.size();
  if (!invalid && unchanged) return body;
  if (!invalid) return Body(std::string(*xml));
  if (config.invalid_characters == Handling::Refuse) {
    return refuse("An invalid XML character (Unicode: " + hexadecimal(invalid->code) + ") was found at byte " +
                  std::to_string(invalid->offset) +
                  " of the message. Send the IDoc without it, or let the channel remove or replace such characters.");
  }
  return Body(replaceInvalidCharacters(*xml, config.invalid_characters == Handling::Replace ? "#" : ""));
}

/// Whether the root is an element `Envelope`; false for what is no XML.
bool isEnveloped(std::string_view xml) {
  const std::size_t size = std::min<std::size_t>(xml.size(), std::numeric_limits<int>::max());
  const std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader(
      xmlReaderForMemory(xml.data(), static_cast<int>(size), nullptr, nullptr,
                         XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR),
      xmlFreeTextReader);
  if (!reader) return false;
  while (xmlTextReaderRead(reader.get()) == 1) {
    if (xmlTextReaderNodeType(reader.get()) != XML_READER_TYPE_ELEMENT) continue;
    return soap::viewOf(xmlTextReaderConstLocalName(reader.get())) == "Envelope";
  }
  return false;
}

/// Takes the IDocs of the element into the request.
std::optional<IdocRefusal> takeIdocs(xmlNodePtr root, IdocRequest& request) {
  if (root == nullptr) {
    return refuse("The body of the SOAP envelope is empty. Send one element named as the IDoc type in it.",
                  request.version)
        .value();
  }
  auto idocs = readIdocs(root);
  if (!idocs) return refuse(std::move(idocs.error()), request.version).value();
  request.document = std::move(*idocs);
  return std::nullopt;
}

std::optional<IdocRefusal> takeEnvelope(const SoapDocument& document, IdocRequest& request) {
  request.version = document.version();
  if (auto refusal = takeIdocs(soap::firstElement(document.body()), request)) return refusal;
  request.payload = document.payload();
  return std::nullopt;
}

IdocRefusal refuseUnparsed(const Error& error) {
  if (error.code == "XML-004") {
    return refuse("A DTD is not allowed in an IDoc message. Send the document without DOCTYPE.").value();
  }
  std::string reason = "Error reading XMLStreamReader: " + error.text;
  if (!reason.ends_with('.')) reason += '.';
  return refuse(reason +
                (error.code == "XML-003" ? " Send a flatter document." : " Send an IDoc that is well-formed XML."))
      .value();
}

std::optional<IdocRefusal> takeBareDocument(std::string_view xml, IdocRequest& request) {
  const auto document = XmlDocument::parse(xml, {.doctype = false});
  if (!document) return refuseUnparsed(document.error());
  xmlDocPtr native = document->native();
  // Without a known encoding libxml2 writes other characters than ASCII of attributes as references.
  if (native->encoding == nullptr) native->encoding = xmlCharStrdup("UTF-8");
  xmlNodePtr root = xmlDocGetRootElement(native);
  if (auto refusal = takeIdocs(root, request)) return refusal;
  request.payload = elementText(root);
  return std::nullopt;
}

tl::expected<IdocRequest, IdocRefusal> readMultipart(const IdocSenderConfig& config, const HttpRequest& request) {
  auto message = readSoapRequest(config, request);
  if (!message) return tl::unexpected(IdocRefusal{.fault = std::move(message.error())});
  IdocRequest read;
  read.content_type = mediaTypeOf(request);
  read.attachments = std::move(message->attachments);
  if (auto refusal = takeEnvelope(message->document, read)) return tl::unexpected(std::move(*refusal));
  return read;
}

}  // namespace

tl::expected<IdocRequest, IdocRefusal> readIdocRequest(const IdocSenderConfig& config, const HttpRequest& request) {
  IdocRequest read;
  read.content_type = mediaTypeOf(request);
  if (read.content_type == "multipart/related") return readMultipart(config, request);
  if (std::find(kMediaTypes.begin(), kMediaTypes.end(), read.content_type) == kMediaTypes.end()) {
    return refuse("Content type '" + read.content_type +
                  "' carries no IDoc. Send application/x-sap.idoc, text/xml, application/xml or "
                  "application/soap+xml.");
  }
  const auto body = readableXml(config, request);
  if (!body) return tl::unexpected(body.error());

  std::optional<IdocRefusal> refusal;
  if (isEnveloped(body->view())) {
    const auto document = SoapDocument::parse(body->view());
    refusal = document ? takeEnvelope(*document, read) : IdocRefusal{.fault = document.error()};
  } else {
    refusal = takeBareDocument(body->view(), read);
  }
  if (refusal) return tl::unexpected(std::move(*refusal));
  return read;
}

}  // namespace iflowsim
