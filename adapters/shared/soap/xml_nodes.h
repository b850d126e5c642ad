#pragma once

#include <string>
#include <string_view>

#include <libxml/tree.h>

/// Short words for libxml2's tree, for what reads SOAP. Views live as long as the document; nodes belong to it.
namespace iflowsim::soap {

/// Empty for null.
std::string_view viewOf(const xmlChar* text);
std::string_view localName(const xmlNode* node);
/// Empty: none.
std::string_view namespaceName(const xmlNode* node);
/// First child that is an element, or null.
xmlNodePtr firstElement(const xmlNode* parent);
/// Next sibling that is an element, or null.
xmlNodePtr nextElement(const xmlNode* node);
/// The first child element of that name in any namespace, or null.
xmlNodePtr childNamed(const xmlNode* parent, std::string_view name);
/// The node after this one in the order of the document, within `top`; null at its end.
xmlNodePtr nextInDocument(xmlNodePtr node, const xmlNode* top);
/// The same without going into the node.
xmlNodePtr nextBehind(xmlNodePtr node, const xmlNode* top);
/// All text inside, entity references resolved.
std::string textOf(xmlNodePtr node);
/// Value of an attribute without namespace; empty when absent.
std::string attributeOf(xmlNodePtr node, const char* name);

}  // namespace iflowsim::soap
