#include <libxml/tree.h>

#include "adapters/shared/soap/soap_document.h"
#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/flow_error.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_element.h"

namespace iflowsim {

namespace {

using soap::nextInDocument;
using soap::viewOf;

bool hasEntityReference(xmlNodePtr element) {
  for (xmlNodePtr node = element; node != nullptr; node = nextInDocument(node, element)) {
    if (node->type == XML_ENTITY_REF_NODE) return true;
    if (node->type != XML_ELEMENT_NODE) continue;
    for (xmlAttrPtr attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
      for (xmlNodePtr part = attribute->children; part != nullptr; part = part->next) {
        if (part->type == XML_ENTITY_REF_NODE) return true;
      }
    }
  }
  return false;
}

bool isUtf8(xmlDocPtr document) {
  if (document->encoding == nullptr) return true;
  const std::string_view encoding = viewOf(document->encoding);
  return equalsIgnoreCase(encoding, "UTF-8") || equalsIgnoreCase(encoding, "US-ASCII");
}

/// Of a document in UTF-8 without DOCTYPE: its bytes are as good as what would be written of it.
std::string withoutDeclaration(std::string_view xml) {
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  if (xml.starts_with("<?xml") && xml.size() > 5 && trim(xml.substr(5, 1)).empty()) {
    xml.remove_prefix(xml.find("?>") + 2);
  }
  return std::string(trim(xml));
}

}  // namespace

std::string soapPayload(const Body& body) {
  if (trim(body.view()).empty()) return {};
  xmlDocPtr document = body.xml().native();
  if (document->intSubset == nullptr && isUtf8(document)) return withoutDeclaration(body.view());

  xmlNodePtr root = xmlDocGetRootElement(document);
  if (hasEntityReference(root)) {
    throw FlowError(error_class::kXmlParse,
                    "The message body refers to entities of a DOCTYPE, which a SOAP message cannot have. Replace the "
                    "references by their texts before the message is sent.");
  }
  return elementText(root);
}

}  // namespace iflowsim
