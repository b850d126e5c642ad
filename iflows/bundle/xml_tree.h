#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "iflows/bundle/xml_scan.h"

namespace iflowsim {

/// An element of a small XML document, with names resolved and its place in the text.
struct XmlElement {
  /// Namespace of the element; empty when it has none.
  std::string space;
  /// Names without prefix, of the element and of its attributes.
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  /// All character data directly inside.
  std::string text;
  std::vector<XmlElement> children;
  TextPlace place;

  /// Value of the attribute, or empty.
  const std::string& attribute(std::string_view attribute_name) const;
  /// First child of that name, or null.
  const XmlElement* child(std::string_view child_name) const;
  /// Text of the first child of that name, or empty.
  const std::string& textOf(std::string_view child_name) const;
};

/// Reads a document through Boost.PropertyTree, bounded by `scanXml`, whose problems it passes on.
tl::expected<XmlElement, XmlProblem> readXml(std::string_view text, const XmlLimits& limits);

}  // namespace iflowsim
