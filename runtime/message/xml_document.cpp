#include "runtime/message/xml_document.h"

#include <climits>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

// No network, no external subset, no entity substitution. HUGE lifts libxml2's own bounds, 256 levels and 10 MB for one
// text, which are less than the product's; with them goes the one on the amplification of entities, so that a DOCTYPE
// puts them back.
constexpr int kOptions =
    XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_HUGE;

struct Guard {
  XmlDocument::Limits limits;
  bool too_deep = false;
  bool refused_doctype = false;
};

void startElementBounded(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                         int namespace_count, const xmlChar** namespaces, int attribute_count, int defaulted,
                         const xmlChar** attributes) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  auto* guard = static_cast<Guard*>(parser->_private);
  if (parser->nameNr >= guard->limits.max_depth) {
    guard->too_deep = true;
    xmlStopParser(parser);
    return;
  }
  xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
                        attributes);
}

void doctypeBounded(void* context, const xmlChar* name, const xmlChar* external_id, const xmlChar* system_id) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  auto* guard = static_cast<Guard*>(parser->_private);
  if (!guard->limits.doctype) {
    guard->refused_doctype = true;
    xmlStopParser(parser);
    return;
  }
  parser->options &= ~XML_PARSE_HUGE;
  xmlSAX2InternalSubset(context, name, external_id, system_id);
}

/// What Java's parser says of the same document, as far as the product's users know it. Source: observed-samples 59.
std::string parserText(const xmlParserCtxt* parser, std::string_view bytes) {
  const xmlError& error = parser->lastError;
  if (trim(bytes).empty() || error.message == nullptr) return "Premature end of file.";
  const bool no_markup = error.code == XML_ERR_DOCUMENT_EMPTY || trim(bytes).front() != '<';
  return "lineNumber: " + std::to_string(error.line) + "; columnNumber: " + std::to_string(error.int2) + "; " +
         (no_markup ? "Content is not allowed in prolog." : std::string(trim(error.message)));
}

/// In place of what libxml2 prints on standard error in a few cases; errors are read from the context.
void keepSilent(void* /*data*/, xmlErrorPtr /*error*/) {}

/// Making a context costs more than parsing a small document with it, so each thread keeps one. Its dictionary holds
/// every name it ever met, so it is replaced before foreign names fill the memory.
xmlParserCtxtPtr reusableContext() {
  constexpr int kMostNames = 4096;
  struct Free {
    void operator()(xmlParserCtxtPtr context) const { xmlFreeParserCtxt(context); }
  };
  thread_local std::unique_ptr<xmlParserCtxt, Free> context;
  if (!context || xmlDictSize(context->dict) > kMostNames) {
    xmlSetStructuredErrorFunc(nullptr, keepSilent);
    context.reset(xmlNewParserCtxt());
  }
  return context.get();
}

/// Up to this size a document is copied to be read faster.
constexpr std::size_t kShort = 16U << 10U;
/// So near to the end of its input libxml2 looks for more of it at every token (its INPUT_CHUNK, 250).
constexpr std::size_t kLookAhead = 256;

/// Whether blanks may follow the document: not in encodings of more than one byte, where they were other characters.
bool mayBePadded(std::string_view bytes) {
  return bytes.size() <= kShort && bytes.size() > 1 && bytes[0] == '<' && bytes[1] != '\0';
}

Result<xmlDocPtr> parseOnce(std::string_view bytes, const XmlDocument::Limits& limits) {
  xmlParserCtxtPtr parser = reusableContext();
  xmlCtxtReset(parser);
  Guard guard{.limits = limits};
  parser->_private = &guard;
  parser->sax->startElementNs = startElementBounded;
  parser->sax->internalSubset = doctypeBounded;
  xmlDocPtr document =
      xmlCtxtReadMemory(parser, bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, kOptions);
  parser->_private = nullptr;
  if (guard.refused_doctype) {
    xmlFreeDoc(document);
    return failure("XML-004", "The document has a DOCTYPE, which is not allowed here.");
  }
  if (guard.too_deep) {
    xmlFreeDoc(document);
    return failure("XML-003", "The document is nested deeper than " + std::to_string(limits.max_depth) + " elements.");
  }
  if (document == nullptr || parser->wellFormed == 0) {
    xmlFreeDoc(document);
    return failure("XML-001", parserText(parser, bytes));
  }
  return document;
}

}  // namespace

Result<XmlDocument> XmlDocument::parse(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > INT_MAX) return failure("XML-002", "The document is larger than 2 GiB.");
  if (mayBePadded(bytes)) {
    std::string padded;
    padded.reserve(bytes.size() + kLookAhead);
    padded.append(bytes).append(kLookAhead, ' ');
    if (const auto document = parseOnce(padded, limits)) return adopt(*document);
    // What is wrong, and where, is said of the document as it came.
  }
  const auto document = parseOnce(bytes, limits);
  if (!document) return tl::unexpected(document.error());
  return adopt(*document);
}

XmlDocument XmlDocument::adopt(_xmlDoc* document) {
  return XmlDocument(std::shared_ptr<_xmlDoc>(document, [](xmlDocPtr owned) { xmlFreeDoc(owned); }));
}

std::string XmlDocument::serialize() const {
  xmlChar* text = nullptr;
  int length = 0;
  xmlDocDumpMemoryEnc(document_.get(), &text, &length, "UTF-8");
  std::string result(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
  xmlFree(text);
  if (!result.empty() && result.back() == '\n') result.pop_back();
  return result;
}

}  // namespace iflowsim
