#include "adapters/shared/soap/xop.h"

#include <climits>
#include <vector>

#include "adapters/shared/soap/xml_nodes.h"
#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"

namespace iflowsim::soap {

namespace {

constexpr std::string_view kXop = "http://www.w3.org/2004/08/xop/include";

bool isInclude(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE && localName(node) == "Include" && namespaceName(node) == kXop;
}

/// None of them stands inside another.
std::vector<xmlNodePtr> findIncludes(xmlNodePtr root) {
  std::vector<xmlNodePtr> includes;
  for (xmlNodePtr node = root; node != nullptr;) {
    const bool found = isInclude(node);
    if (found) includes.push_back(node);
    node = found ? nextBehind(node, root) : nextInDocument(node, root);
  }
  return includes;
}

Result<std::string> includedPart(xmlNodePtr include, const PartLookup& part) {
  const std::string href = attributeOf(include, "href");
  if (!startsWithIgnoreCase(href, "cid:")) {
    return failure("XOP-001", "An xop:Include refers to '" + href +
                                  "'. Only parts of the message can be included; refer to one as 'cid:<Content-ID>'.");
  }
  auto bytes = part(percentDecode(std::string_view(href).substr(4)));
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->has_value()) return std::move(**bytes);
  return failure("XOP-001", "An xop:Include refers to '" + href +
                                "', but the message has no such part. Send a part with this Content-ID.");
}

void replaceBy(xmlNodePtr include, const std::string& text) {
  xmlNodePtr node =
      xmlNewDocTextLen(include->doc, reinterpret_cast<const xmlChar*>(text.data()), static_cast<int>(text.size()));
  xmlReplaceNode(include, node);
  xmlFreeNode(include);
}

}  // namespace

Result<void> includeParts(_xmlDoc* document, const PartLookup& part, std::size_t limit) {
  std::size_t left = std::min<std::size_t>(limit, INT_MAX / 2);
  for (xmlNodePtr include : findIncludes(xmlDocGetRootElement(document))) {
    const auto bytes = includedPart(include, part);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->size() > left) {
      return failure("XOP-001", "The parts that are included in the message have more than " + std::to_string(limit) +
                                    " bytes together. Send less.");
    }
    left -= bytes->size();
    replaceBy(include, base64Encode(*bytes));
  }
  return {};
}

}  // namespace iflowsim::soap
