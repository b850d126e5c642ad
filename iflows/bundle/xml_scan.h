#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace iflowsim {

/// Line and column, both from 1; the column counts bytes.
struct TextPlace {
  int line = 1;
  int column = 1;
};

struct XmlLimits {
  std::size_t max_depth = 64;
  std::size_t max_elements = 100'000;
};

/// Why a text is refused as XML.
struct XmlProblem {
  std::string code;
  TextPlace place;
  std::string message;
  std::string remedy;
};

/// Walks over XML text without recursion and gives the place of every start tag in document order. It runs before the
/// parser proper, whose recursion follows the depth of the document, and refuses what that parser lets pass:
/// `XML-001` not well-formed, `XML-002` a document type declaration (external entities, entity bombs), `XML-003` not
/// UTF-8, `LIMIT-006` too deep, `LIMIT-007` too many elements.
tl::expected<std::vector<TextPlace>, XmlProblem> scanXml(std::string_view text, const XmlLimits& limits);

}  // namespace iflowsim
