#include "values/value_mapping_xml.h"

#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Several hundred times the largest published value mapping; an entry has four elements.
constexpr XmlLimits kLimits{.max_elements = 1'000'000};

XmlProblem wrong(const XmlElement& element, const std::string& message) {
  return {"VALUES-008", element.place, message, "Export the value mapping again, or correct the entry."};
}

tl::expected<ValueEntry, XmlProblem> readEntry(const XmlElement& element) {
  for (const char* part : {"agency", "schema", "value"}) {
    if (element.child(part) == nullptr)
      return tl::unexpected(wrong(element, std::string("An entry has no ") + part + '.'));
  }
  return ValueEntry{{element.textOf("agency"), element.textOf("schema")},
                    element.textOf("value"),
                    equalsIgnoreCase(element.attribute("isDefault"), "true")};
}

}  // namespace

tl::expected<std::vector<ValueGroup>, XmlProblem> readValueMapping(std::string_view xml) {
  const auto root = readXml(xml, kLimits);
  if (!root) return tl::unexpected(root.error());
  if (root->name != "vm") return tl::unexpected(wrong(*root, "The XML is no value mapping: its root is no 'vm'."));
  std::vector<ValueGroup> groups;
  for (const XmlElement& group : root->children) {
    if (group.name != "group") continue;
    ValueGroup& entries = groups.emplace_back();
    for (const XmlElement& element : group.children) {
      if (element.name != "entry") continue;
      auto entry = readEntry(element);
      if (!entry) return tl::unexpected(entry.error());
      entries.push_back(*std::move(entry));
    }
  }
  return groups;
}

}  // namespace iflowsim
