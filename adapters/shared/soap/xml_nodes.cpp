#include "adapters/shared/soap/xml_nodes.h"

namespace iflowsim::soap {

namespace {

xmlNodePtr elementFrom(xmlNodePtr node) {
  while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
  return node;
}

std::string take(xmlChar* text) {
  std::string result(viewOf(text));
  xmlFree(text);
  return result;
}

}  // namespace

std::string_view viewOf(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

std::string_view localName(const xmlNode* node) {
  return viewOf(node->name);
}

std::string_view namespaceName(const xmlNode* node) {
  return node->ns == nullptr ? std::string_view{} : viewOf(node->ns->href);
}

xmlNodePtr firstElement(const xmlNode* parent) {
  return elementFrom(parent->children);
}

xmlNodePtr nextElement(const xmlNode* node) {
  return elementFrom(node->next);
}

xmlNodePtr childNamed(const xmlNode* parent, std::string_view name) {
  xmlNodePtr child = firstElement(parent);
  while (child != nullptr && localName(child) != name) child = nextElement(child);
  return child;
}

xmlNodePtr nextInDocument(xmlNodePtr node, const xmlNode* top) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  return nextBehind(node, top);
}

xmlNodePtr nextBehind(xmlNodePtr node, const xmlNode* top) {
  while (node != top && node->next == nullptr) node = node->parent;
  return node == top ? nullptr : node->next;
}

std::string textOf(xmlNodePtr node) {
  return take(xmlNodeGetContent(node));
}

std::string attributeOf(xmlNodePtr node, const char* name) {
  return take(xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name)));
}

}  // namespace iflowsim::soap
