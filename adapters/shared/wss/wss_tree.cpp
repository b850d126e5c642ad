#include "adapters/shared/wss/wss_tree.h"

#include <algorithm>

#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/wss_names.h"
#include "runtime/base/base64.h"
#include "runtime/base/ids.h"
#include "runtime/base/quote.h"
#include "runtime/base/text.h"

namespace iflowsim::wss {

namespace {

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

std::string valueOf(const xmlAttr* attribute) {
  xmlChar* text = xmlNodeListGetString(attribute->doc, attribute->children, 1);
  std::string value(viewOf(text));
  xmlFree(text);
  return value;
}

bool isIdentifier(const xmlAttr* attribute) {
  const std::string_view name = viewOf(attribute->name);
  const std::string_view space = attribute->ns == nullptr ? std::string_view{} : viewOf(attribute->ns->href);
  if (space == kWsu) return name == "Id";
  if (space == kXml) return name == "id";
  const std::string_view owner = namespaceName(attribute->parent);
  return space.empty() && name == "Id" && (owner == kDs || owner == kXenc);
}

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

}  // namespace

const xmlChar* xmlText(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

bool isElement(const xmlNode* node, std::string_view namespace_uri, std::string_view name) {
  return node != nullptr && node->type == XML_ELEMENT_NODE && localName(node) == name &&
         namespaceName(node) == namespace_uri;
}

std::vector<xmlNodePtr> elementsOf(const xmlNode* parent) {
  std::vector<xmlNodePtr> elements;
  for (xmlNodePtr child = firstElement(parent); child != nullptr; child = nextElement(child)) elements.push_back(child);
  return elements;
}

xmlNodePtr onlyChild(const xmlNode* parent, std::string_view namespace_uri, std::string_view name) {
  xmlNodePtr found = nullptr;
  for (xmlNodePtr child : elementsOf(parent)) {
    if (!isElement(child, namespace_uri, name)) continue;
    if (found != nullptr) {
      throw Refusal("the element " + inQuotes(localName(parent)) + " has more than one " + inQuotes(name) +
                    ". Send one only.");
    }
    found = child;
  }
  return found;
}

xmlNodePtr requiredChild(const xmlNode* parent, std::string_view namespace_uri, std::string_view name) {
  xmlNodePtr child = onlyChild(parent, namespace_uri, name);
  if (child == nullptr) {
    throw Refusal("the element " + inQuotes(localName(parent)) + " has no " + inQuotes(name) + ". Add it.");
  }
  return child;
}

std::string base64Content(xmlNodePtr node) {
  auto bytes = base64Decode(textOf(node));
  if (!bytes || bytes->empty()) {
    throw Refusal("the element " + inQuotes(localName(node)) + " holds no base64. Encode its content so.");
  }
  return std::move(*bytes);
}

std::string attributeOf(xmlNodePtr node, std::string_view namespace_uri, const char* name) {
  const std::string space(namespace_uri);
  xmlChar* text = xmlGetNsProp(node, xmlText(name), xmlText(space));
  std::string value(viewOf(text));
  xmlFree(text);
  return value;
}

xmlNsPtr useNamespace(xmlNodePtr element, std::string_view namespace_uri, const char* prefix) {
  const std::string space(namespace_uri);
  if (xmlNsPtr known = xmlSearchNsByHref(element->doc, element, xmlText(space)); known != nullptr) return known;
  for (std::string name = prefix;; name += '_') {
    if (xmlNsPtr made = xmlNewNs(element, xmlText(space), xmlText(name)); made != nullptr) return made;
  }
}

xmlNodePtr addElement(xmlNodePtr parent, std::string_view namespace_uri, const char* name, const std::string& text) {
  const std::string space(namespace_uri);
  xmlNsPtr in_scope = xmlSearchNsByHref(parent->doc, parent, xmlText(space));
  return xmlNewTextChild(parent, in_scope, xmlText(name), text.empty() ? nullptr : xmlText(text));
}

void setAttribute(xmlNodePtr element, const char* name, std::string_view value) {
  xmlNewProp(element, xmlText(name), xmlText(std::string(value)));
}

std::string ensureId(xmlNodePtr element, const std::string& prefix) {
  std::string id = attributeOf(element, kWsu, "Id");
  if (!id.empty()) return id;
  id = prefix + '-' + makeUuid();
  xmlNewNsProp(element, useNamespace(element, kWsu, "wsu"), xmlText("Id"), xmlText(id));
  return id;
}

std::string fragmentOf(const std::string& uri) {
  const std::string_view name = std::string_view(uri).substr(uri.empty() ? 0 : 1);
  if (!uri.starts_with('#') || name.empty() || !std::all_of(name.begin(), name.end(), isNameCharacter)) {
    throw Refusal("the reference " + inQuotes(uri) + " does not name an element of the message by its Id. Use '#Id'.");
  }
  return std::string(name);
}

ElementIds::ElementIds(xmlDocPtr document) {
  xmlNodePtr root = xmlDocGetRootElement(document);
  for (xmlNodePtr node = root; node != nullptr; node = nextInDocument(node, root)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    for (xmlAttrPtr attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
      if (isIdentifier(attribute)) attributes_[valueOf(attribute)].push_back(attribute);
    }
  }
}

xmlAttrPtr ElementIds::find(const std::string& id) const {
  const auto found = attributes_.find(id);
  if (found == attributes_.end()) {
    throw Refusal("no element of the message has the Id '" + id + "', which is referred to. Send the element.");
  }
  if (found->second.size() > 1) {
    throw Refusal("two elements of the message have the Id '" + id + "'. Give each its own.");
  }
  return found->second.front();
}

}  // namespace iflowsim::wss
