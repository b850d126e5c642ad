#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <libxml/tree.h>

#include "adapters/shared/soap/xml_nodes.h"

/// What WS-Security asks of libxml2's tree. Nodes belong to their document.
namespace iflowsim::wss {

using soap::attributeOf;
using soap::firstElement;
using soap::localName;
using soap::namespaceName;
using soap::nextElement;
using soap::nextInDocument;
using soap::textOf;
using soap::viewOf;

/// For libxml2 and xmlsec; lives as long as the text.
const xmlChar* xmlText(const std::string& text);

bool isElement(const xmlNode* node, std::string_view namespace_uri, std::string_view name);
std::vector<xmlNodePtr> elementsOf(const xmlNode* parent);
/// Null when there is none; refuses two.
xmlNodePtr onlyChild(const xmlNode* parent, std::string_view namespace_uri, std::string_view name);
/// Refuses none and two.
xmlNodePtr requiredChild(const xmlNode* parent, std::string_view namespace_uri, std::string_view name);
/// Refuses what is no base64.
std::string base64Content(xmlNodePtr node);
std::string attributeOf(xmlNodePtr node, std::string_view namespace_uri, const char* name);

/// Declares the namespace in the element unless it is in scope, and gives it.
xmlNsPtr useNamespace(xmlNodePtr element, std::string_view namespace_uri, const char* prefix);
/// Adds an element of a namespace that is in scope.
xmlNodePtr addElement(xmlNodePtr parent, std::string_view namespace_uri, const char* name,
                      const std::string& text = {});
void setAttribute(xmlNodePtr element, const char* name, std::string_view value);
/// The wsu:Id of the element, which gets one that begins with `prefix` when it has none.
std::string ensureId(xmlNodePtr element, const std::string& prefix);

/// `id` of `#id`. Refuses every other form of reference, so that nothing outside the message is ever looked for.
std::string fragmentOf(const std::string& uri);

/// The elements of a document by what WS-Security takes for an identifier: wsu:Id, xml:id, and Id of elements of XML
/// Signature and XML Encryption. Valid until the tree changes.
class ElementIds {
 public:
  explicit ElementIds(xmlDocPtr document);

  /// Refuses an identifier that no element has, and one that two have: the one verified might not be the one read.
  xmlAttrPtr find(const std::string& id) const;
  xmlNodePtr element(const std::string& id) const { return find(id)->parent; }

 private:
  std::map<std::string, std::vector<xmlAttrPtr>> attributes_;
};

}  // namespace iflowsim::wss
