#include "adapters/idoc/idoc_document.h"

#include <memory>
#include <utility>

#include <libxml/tree.h>

#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_element.h"

namespace iflowsim {

namespace {

constexpr std::string_view kIdoc = "IDOC";
constexpr std::string_view kControlRecord = "EDI_DC40";
constexpr const char* kArchiveKey = "ARCKEY";

tl::unexpected<std::string> refuse(std::string text) {
  return tl::unexpected<std::string>(std::move(text));
}

std::string fieldOf(xmlNodePtr control, std::string_view name) {
  xmlNodePtr field = soap::childNamed(control, name);
  return field == nullptr ? std::string() : std::string(trim(soap::textOf(field)));
}

xmlNodePtr firstControlRecord(xmlNodePtr root) {
  const xmlNode* idoc = soap::childNamed(root, kIdoc);
  return idoc == nullptr ? nullptr : soap::childNamed(idoc, kControlRecord);
}

const xmlChar* xmlChars(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// The field ARCKEY of a control record, made in its place, before SERIAL, when it is absent.
xmlNodePtr archiveKeyOf(xmlNodePtr control) {
  if (xmlNodePtr field = soap::childNamed(control, kArchiveKey)) return field;
  xmlNodePtr field = xmlNewNode(control->ns, reinterpret_cast<const xmlChar*>(kArchiveKey));
  xmlNodePtr serial = soap::childNamed(control, "SERIAL");
  return serial == nullptr ? xmlAddChild(control, field) : xmlAddPrevSibling(serial, field);
}

}  // namespace

tl::expected<IdocDocument, std::string> readIdocs(_xmlNode* root) {
  IdocDocument document{.type = std::string(soap::localName(root)),
                        .namespace_uri = std::string(soap::namespaceName(root))};
  for (xmlNodePtr child = soap::firstElement(root); child != nullptr; child = soap::nextElement(child)) {
    if (soap::localName(child) != kIdoc) continue;
    xmlNodePtr control = soap::childNamed(child, kControlRecord);
    const std::string number = std::to_string(document.idocs.size() + 1);
    if (control == nullptr) {
      return refuse("IDoc " + number + " of '" + document.type +
                    "' has no control record. Begin each element IDOC with an element EDI_DC40.");
    }
    document.idocs.push_back({.transfer_id = fieldOf(control, "DOCNUM"),
                              .message_type = fieldOf(control, "MESTYP"),
                              .archive_key = fieldOf(control, kArchiveKey)});
    const std::string& first = document.idocs.front().message_type;
    const std::string& type = document.idocs.back().message_type;
    if (type != first) {
      return refuse("IDoc " + number + " has message type '" + type + "', the first one '" + first +
                    "'. Send IDocs of different message types in messages of their own.");
    }
  }
  if (!document.idocs.empty()) return document;
  return refuse("The document '" + document.type +
                "' holds no IDoc. Send an element named as the IDoc type with elements IDOC, each with a control "
                "record EDI_DC40.");
}

std::string withArchiveKey(_xmlNode* root, const std::string& archive_key) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> copy(xmlNewDoc(nullptr), xmlFreeDoc);
  xmlNodePtr own = xmlDocCopyNode(root, copy.get(), 1);
  xmlDocSetRootElement(copy.get(), own);
  // Without a known encoding libxml2 writes other characters than ASCII of attributes as references.
  copy->encoding = xmlCharStrdup("UTF-8");
  if (xmlNodePtr control = firstControlRecord(own)) {
    xmlNodePtr field = archiveKeyOf(control);
    xmlNodeSetContent(field, nullptr);
    xmlNodeAddContent(field, xmlChars(archive_key));
  }
  return elementText(own);
}

}  // namespace iflowsim
