#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libxml/xpath.h>

#include "runtime/message/xml_document.h"
#include "runtime/spi/expression.h"

namespace iflowsim {

/// The node set an XPath selected, in document order. Keeps the document alive. Immutable.
class SelectedNodes final : public XmlNodes {
 public:
  /// Takes over the result object, which holds a node set.
  SelectedNodes(XmlDocument document, xmlXPathObjectPtr result);

  std::string className() const override { return "org.w3c.dom.NodeList"; }
  /// String value of the first node, as XPath's conversion to a string.
  std::string toText() const override;
  std::string toXml() const override;
  std::vector<std::string> texts() const override;
  bool empty() const override { return size() == 0; }

  std::size_t size() const;
  const xmlNodeSet* nodes() const { return result_->nodesetval; }

 private:
  XmlDocument document_;
  std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)> result_;
};

/// The nodes when the value is a node set, otherwise null.
const SelectedNodes* selectedNodes(const Value& value);
/// Number of nodes when the value is a node set.
std::optional<std::size_t> nodeCount(const Value& value);

}  // namespace iflowsim
