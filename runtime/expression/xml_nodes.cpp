#include "runtime/expression/xml_nodes.h"

#include <libxml/tree.h>

namespace iflowsim {

namespace {

const char* characters(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

void appendTaken(std::string& text, xmlChar* taken) {
  text += characters(taken);
  xmlFree(taken);
}

/// Writes an element so that it stands alone: with the namespaces it inherits.
void appendElement(std::string& xml, xmlNodePtr node) {
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> standalone(xmlNewDoc(nullptr), xmlFreeDoc);
  xmlNodePtr copy = xmlDocCopyNode(node, standalone.get(), 1);
  if (copy == nullptr) return;
  xmlDocSetRootElement(standalone.get(), copy);
  const std::unique_ptr<xmlBuffer, void (*)(xmlBufferPtr)> buffer(xmlBufferCreate(), xmlBufferFree);
  xmlNodeDump(buffer.get(), standalone.get(), copy, 0, 0);
  xml += characters(xmlBufferContent(buffer.get()));
}

void appendNode(std::string& xml, xmlNodePtr node) {
  switch (node->type) {
    case XML_DOCUMENT_NODE:
      for (xmlNodePtr child = node->children; child != nullptr; child = child->next) appendNode(xml, child);
      break;
    case XML_ELEMENT_NODE:
    case XML_COMMENT_NODE:
    case XML_PI_NODE:
      appendElement(xml, node);
      break;
    default:
      appendTaken(xml, xmlXPathCastNodeToString(node));
  }
}

}  // namespace

SelectedNodes::SelectedNodes(XmlDocument document, xmlXPathObjectPtr result)
    : document_(std::move(document)), result_(result, xmlXPathFreeObject) {}

std::size_t SelectedNodes::size() const {
  return nodes() == nullptr ? 0 : static_cast<std::size_t>(nodes()->nodeNr);
}

std::string SelectedNodes::toText() const {
  std::string text;
  if (!empty()) appendTaken(text, xmlXPathCastNodeToString(nodes()->nodeTab[0]));
  return text;
}

std::string SelectedNodes::toXml() const {
  std::string xml;
  for (std::size_t i = 0; i < size(); ++i) appendNode(xml, nodes()->nodeTab[i]);
  return xml;
}

std::vector<std::string> SelectedNodes::texts() const {
  std::vector<std::string> texts(size());
  for (std::size_t i = 0; i < size(); ++i) appendTaken(texts[i], xmlXPathCastNodeToString(nodes()->nodeTab[i]));
  return texts;
}

const SelectedNodes* selectedNodes(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const OpaqueValue>>();
  return object == nullptr ? nullptr : dynamic_cast<const SelectedNodes*>(object->get());
}

std::optional<std::size_t> nodeCount(const Value& value) {
  const SelectedNodes* nodes = selectedNodes(value);
  if (nodes == nullptr) return std::nullopt;
  return nodes->size();
}

}  // namespace iflowsim
