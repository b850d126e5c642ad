#pragma once

#include <map>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "lab/stubs/json_path.h"
#include "lab/stubs/value_matcher.h"
#include "runtime/base/result.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {

/// Which differences of two JSON documents do not count.
struct JsonLeniency {
  bool array_order = false;
  bool extra_elements = false;
};

/// Matches JSON text with the same content.
ValueMatcherPtr equalToJson(nlohmann::json expected, JsonLeniency leniency);

/// Matches JSON text in which the path finds something (no null, no empty list), or, with `inner`, something whose text
/// matches; what is not found is absent for `inner`.
ValueMatcherPtr matchesJsonPath(JsonPath path, ValueMatcherPtr inner);

/// Matches XML with the same elements in the same order, attributes in any order; blanks around texts and comments do
/// not count.
ValueMatcherPtr equalToXml(XmlDocument expected);

/// Matches XML in which the XPath 1.0 finds something, or, with `inner`, something whose text matches. The error's text
/// is the parser's.
Result<ValueMatcherPtr> matchesXPath(const std::string& expression, std::map<std::string, std::string> namespaces,
                                     ValueMatcherPtr inner);

}  // namespace iflowsim
