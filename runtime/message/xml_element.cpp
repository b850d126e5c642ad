#include "runtime/message/xml_element.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <libxml/tree.h>
#include <libxml/xmlIO.h>

namespace iflowsim {

namespace {

std::string_view viewOf(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

int appendTo(void* text, const char* bytes, int length) {
  static_cast<std::string*>(text)->append(bytes, static_cast<std::size_t>(length));
  return length;
}

/// Appends nodes to a text as libxml2 writes them.
class NodeWriter {
 public:
  explicit NodeWriter(std::string& text)
      : buffer_(xmlOutputBufferCreateIO(appendTo, nullptr, static_cast<void*>(&text), nullptr)) {}
  NodeWriter(const NodeWriter&) = delete;
  NodeWriter& operator=(const NodeWriter&) = delete;
  ~NodeWriter() { xmlOutputBufferClose(buffer_); }

  void write(std::string_view text) { xmlOutputBufferWrite(buffer_, static_cast<int>(text.size()), text.data()); }
  void write(xmlNodePtr node) { xmlNodeDumpOutput(buffer_, node->doc, node, 0, 0, "UTF-8"); }

 private:
  xmlOutputBufferPtr buffer_;
};

/// The parser keeps `&` in a namespace name as `&#38;`, all else as the character.
void writeNamespaceName(NodeWriter& writer, std::string_view name) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] != '<' && name[at] != '"') continue;
    writer.write(name.substr(from, at - from));
    writer.write(name[at] == '<' ? "&lt;" : "&quot;");
    from = at + 1;
  }
  writer.write(name.substr(from));
}

void writeDeclaration(NodeWriter& writer, const xmlNs& declared) {
  writer.write(" xmlns");
  if (declared.prefix != nullptr) {
    writer.write(":");
    writer.write(viewOf(declared.prefix));
  }
  writer.write("=\"");
  writeNamespaceName(writer, viewOf(declared.href));
  writer.write("\"");
}

/// Its own declarations, then those of the elements around it that no nearer one hides.
void writeDeclarations(NodeWriter& writer, const xmlNode* element) {
  std::vector<const xmlChar*> prefixes;
  for (const xmlNode* scope = element; scope != nullptr && scope->type == XML_ELEMENT_NODE; scope = scope->parent) {
    for (const xmlNs* declared = scope->nsDef; declared != nullptr; declared = declared->next) {
      const auto same = [&](const xmlChar* prefix) { return xmlStrEqual(prefix, declared->prefix) != 0; };
      if (std::any_of(prefixes.begin(), prefixes.end(), same)) continue;
      prefixes.push_back(declared->prefix);
      const bool takes_back = viewOf(declared->href).empty();
      if (scope == element || !takes_back) writeDeclaration(writer, *declared);
    }
  }
}

void writeChildren(NodeWriter& writer, const xmlNode* element) {
  for (xmlNodePtr child = element->children; child != nullptr; child = child->next) writer.write(child);
}

}  // namespace

std::string elementText(_xmlNode* element) {
  std::string name;
  if (element->ns != nullptr && element->ns->prefix != nullptr) name.append(viewOf(element->ns->prefix)).append(":");
  name += viewOf(element->name);

  std::string text;
  {
    NodeWriter writer(text);
    writer.write("<");
    writer.write(name);
    writeDeclarations(writer, element);
    for (xmlAttrPtr attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
      writer.write(reinterpret_cast<xmlNodePtr>(attribute));
    }
    writer.write(element->children == nullptr ? "/>" : ">");
    writeChildren(writer, element);
    if (element->children != nullptr) {
      writer.write("</");
      writer.write(name);
      writer.write(">");
    }
  }
  return text;
}

std::string contentText(_xmlNode* element) {
  std::string text;
  {
    NodeWriter writer(text);
    writeChildren(writer, element);
  }
  return text;
}

}  // namespace iflowsim
