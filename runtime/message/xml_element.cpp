#include "runtime/message/xml_element.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <libxml/tree.h>

namespace iflowsim {

namespace {

std::string_view viewOf(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

std::string_view referenceOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      return "&#13;";
    case '\n':
      return "&#10;";
    default:
      return "&#9;";
  }
}

/// Marks the characters that have to be written as references; a table, since every byte of a message passes here.
using Special = std::array<bool, 256>;

constexpr Special specialOf(std::string_view characters) {
  Special special{};
  for (const char c : characters) special[static_cast<unsigned char>(c)] = true;
  return special;
}

constexpr Special kInText = specialOf("&<>\r");
constexpr Special kInAttribute = specialOf("&<>\"\r\n\t");
// The parser keeps `&` in a namespace name as `&#38;`, all else as the character.
constexpr Special kInNamespaceName = specialOf("<>\"\r\n\t");

void appendEscaped(std::string& text, std::string_view content, const Special& special) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < content.size(); ++at) {
    if (!special[static_cast<unsigned char>(content[at])]) continue;
    text.append(content, from, at - from).append(referenceOf(content[at]));
    from = at + 1;
  }
  text.append(content, from);
}

template <typename Named>
void appendName(std::string& text, const Named* named) {
  if (named->ns != nullptr && named->ns->prefix != nullptr) text.append(viewOf(named->ns->prefix)).append(":");
  text.append(viewOf(named->name));
}

void appendAttribute(std::string& text, const xmlAttr* attribute) {
  text += ' ';
  appendName(text, attribute);
  text += "=\"";
  for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
    if (part->type == XML_ENTITY_REF_NODE) {
      text.append("&").append(viewOf(part->name)).append(";");
    } else {
      appendEscaped(text, viewOf(part->content), kInAttribute);
    }
  }
  text += '"';
}

void appendDeclaration(std::string& text, const xmlNs* declared) {
  text += " xmlns";
  if (declared->prefix != nullptr) text.append(":").append(viewOf(declared->prefix));
  text += "=\"";
  appendEscaped(text, viewOf(declared->href), kInNamespaceName);
  text += '"';
}

/// The declarations of the elements around that no nearer one hides, nearest first.
std::vector<const xmlNs*> inheritedBy(const xmlNode* element) {
  std::vector<const xmlNs*> inherited;
  std::vector<const xmlChar*> prefixes;
  for (const xmlNode* scope = element; scope != nullptr && scope->type == XML_ELEMENT_NODE; scope = scope->parent) {
    for (const xmlNs* declared = scope->nsDef; declared != nullptr; declared = declared->next) {
      const auto same = [&](const xmlChar* prefix) { return xmlStrEqual(prefix, declared->prefix) != 0; };
      if (std::any_of(prefixes.begin(), prefixes.end(), same)) continue;
      prefixes.push_back(declared->prefix);
      const bool takes_back = viewOf(declared->href).empty();
      if (scope != element && !takes_back) inherited.push_back(declared);
    }
  }
  return inherited;
}

void appendStart(std::string& text, const xmlNode* element, bool standing_alone) {
  text += '<';
  appendName(text, element);
  for (const xmlNs* declared = element->nsDef; declared != nullptr; declared = declared->next) {
    appendDeclaration(text, declared);
  }
  if (standing_alone) {
    for (const xmlNs* declared : inheritedBy(element)) appendDeclaration(text, declared);
  }
  for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
    appendAttribute(text, attribute);
  }
  text += element->children == nullptr ? "/>" : ">";
}

void appendEnd(std::string& text, const xmlNode* element) {
  text += "</";
  appendName(text, element);
  text += '>';
}

void appendInstruction(std::string& text, const xmlNode* instruction) {
  text.append("<?").append(viewOf(instruction->name));
  if (instruction->content != nullptr) text.append(" ").append(viewOf(instruction->content));
  text += "?>";
}

/// Of a node that is no element.
void appendLeaf(std::string& text, const xmlNode* node) {
  switch (node->type) {
    case XML_TEXT_NODE:
      return appendEscaped(text, viewOf(node->content), kInText);
    case XML_CDATA_SECTION_NODE:
      text.append("<![CDATA[").append(viewOf(node->content)).append("]]>");
      return;
    case XML_COMMENT_NODE:
      text.append("<!--").append(viewOf(node->content)).append("-->");
      return;
    case XML_PI_NODE:
      return appendInstruction(text, node);
    case XML_ENTITY_REF_NODE:
      text.append("&").append(viewOf(node->name)).append(";");
      return;
    default:
      return;
  }
}

/// What stands inside the element; no recursion, since nothing bounds the depth of documents made in the program.
void appendContent(std::string& text, const xmlNode* element) {
  const xmlNode* node = element->children;
  while (node != nullptr) {
    const bool is_element = node->type == XML_ELEMENT_NODE;
    if (is_element) appendStart(text, node, false);
    if (!is_element) appendLeaf(text, node);
    if (is_element && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node->next == nullptr && node->parent != element) {
      node = node->parent;
      appendEnd(text, node);
    }
    node = node->next;
  }
}

/// The next node of the tree below `root` in document order; null behind the last one.
xmlNodePtr nextBelow(xmlNodePtr root, xmlNodePtr node) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != root && node->next == nullptr) node = node->parent;
  return node == root ? nullptr : node->next;
}

using Replacements = std::vector<std::pair<const xmlNs*, xmlNsPtr>>;

void replace(xmlNsPtr& used, const Replacements& replacements) {
  for (const auto& [from, to] : replacements) {
    if (used == from) used = to;
  }
}

/// Declares in the element what it inherits, so that nothing below it refers to the outside.
void detachNamespaces(xmlNodePtr element) {
  Replacements replacements;
  for (const xmlNs* declared : inheritedBy(element)) {
    replacements.emplace_back(declared, xmlNewNs(element, declared->href, declared->prefix));
  }
  for (xmlNodePtr node = element; node != nullptr; node = nextBelow(element, node)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    replace(node->ns, replacements);
    for (xmlAttrPtr attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
      replace(attribute->ns, replacements);
    }
  }
}

}  // namespace

std::string elementText(_xmlNode* element) {
  std::string text;
  appendStart(text, element, true);
  if (element->children == nullptr) return text;
  appendContent(text, element);
  appendEnd(text, element);
  return text;
}

void makeRoot(_xmlNode* element) {
  detachNamespaces(element);
  xmlDocPtr document = element->doc;
  xmlUnlinkNode(element);
  while (document->children != nullptr) {
    xmlNodePtr other = document->children;
    xmlUnlinkNode(other);
    xmlFreeNode(other);
  }
  xmlDocSetRootElement(document, element);
}

std::string contentText(_xmlNode* element) {
  std::string text;
  appendContent(text, element);
  return text;
}

}  // namespace iflowsim
