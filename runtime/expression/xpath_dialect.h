#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iflowsim {

/// What an XPath uses, read from its text without judging its grammar.
struct XPathUse {
  /// The first construct that XPath 1.0 does not have, in words; empty when there is none.
  std::string newer_feature;
  /// Prefixes of names, each once.
  std::vector<std::string> prefixes;
  /// Functions no version of XPath has, each once.
  std::vector<std::string> unknown_functions;
};

XPathUse inspectXPath(std::string_view text);

/// Names of the functions of XPath 1.0, for suggestions.
const std::vector<std::string>& xpathFunctions();

}  // namespace iflowsim
