#include "adapters/shared/wsdl/wsdl_xml.h"

#include <libxml/tree.h>

namespace iflowsim::wsdl {

namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

const xmlChar* characters(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

void collect(xmlNode* node, const std::function<bool(const xmlNode*)>& fits, std::vector<xmlNode*>& found) {
  if (fits(node)) {
    found.push_back(node);
    return;
  }
  for (xmlNode* below : children(node)) collect(below, fits, found);
}

}  // namespace

std::string_view nameOf(const _xmlNode* node) {
  return view(node->name);
}

std::string_view namespaceOf(const _xmlNode* node) {
  return node->ns == nullptr ? std::string_view() : view(node->ns->href);
}

bool isElement(const _xmlNode* node, std::string_view namespace_uri, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && nameOf(node) == name && namespaceOf(node) == namespace_uri;
}

bool isSoap(const _xmlNode* node, std::string_view name) {
  return isElement(node, kSoap11, name) || isElement(node, kSoap12, name);
}

std::optional<std::string> attribute(const _xmlNode* node, std::string_view name) {
  for (const xmlAttr* item = node->properties; item != nullptr; item = item->next) {
    if (item->ns != nullptr || view(item->name) != name) continue;
    std::string value;
    for (const xmlNode* text = item->children; text != nullptr; text = text->next) {
      if (text->type == XML_TEXT_NODE) value += view(text->content);
    }
    return value;
  }
  return std::nullopt;
}

std::string attributeText(const _xmlNode* node, std::string_view name) {
  return attribute(node, name).value_or("");
}

void setAttribute(_xmlNode* node, const std::string& name, const std::string& value) {
  xmlSetNsProp(node, nullptr, characters(name), characters(value));
}

QName resolved(_xmlNode* node, std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  const std::string prefix(colon == std::string_view::npos ? "" : qualified.substr(0, colon));
  const xmlNs* found = xmlSearchNs(node->doc, node, prefix.empty() ? nullptr : characters(prefix));
  return {.namespace_uri = found == nullptr ? std::string() : std::string(view(found->href)),
          .name = std::string(localPart(qualified))};
}

std::string_view localPart(std::string_view qualified) {
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

std::vector<_xmlNode*> children(const _xmlNode* node) {
  std::vector<_xmlNode*> result;
  for (xmlNode* below = node->children; below != nullptr; below = below->next) {
    if (below->type == XML_ELEMENT_NODE) result.push_back(below);
  }
  return result;
}

std::vector<_xmlNode*> children(const _xmlNode* node, std::string_view namespace_uri, std::string_view name) {
  std::vector<_xmlNode*> result = children(node);
  std::erase_if(result, [&](const xmlNode* below) { return !isElement(below, namespace_uri, name); });
  return result;
}

_xmlNode* child(const _xmlNode* node, std::string_view namespace_uri, std::string_view name) {
  const auto found = children(node, namespace_uri, name);
  return found.empty() ? nullptr : found.front();
}

_xmlNode* soapChild(const _xmlNode* node, std::string_view name) {
  _xmlNode* found = child(node, kSoap11, name);
  return found != nullptr ? found : child(node, kSoap12, name);
}

std::vector<_xmlNode*> elementsWhere(_xmlNode* root, const std::function<bool(const _xmlNode*)>& fits) {
  std::vector<_xmlNode*> found;
  collect(root, fits, found);
  return found;
}

}  // namespace iflowsim::wsdl
