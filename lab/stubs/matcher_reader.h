#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lab/stubs/stub_problems.h"
#include "lab/stubs/value_matcher.h"

namespace iflowsim {

/// Reads `{"equalTo": ...}` and the like. Null, with problems reported, when it cannot be used. `key` is where it
/// stands, for the texts.
ValueMatcherPtr readMatcher(const nlohmann::json& matcher, const std::string& key, StubProblems& problems);

/// `{"expression": ..., <matcher>}` of the path matchers: the matcher, or null and no problem when there is none.
ValueMatcherPtr readInnerMatcher(const nlohmann::json& matcher, const std::string& key, StubProblems& problems);

/// Matchers of JSON and XML documents, apart for their size. Null when `name` is none of them, or with a problem.
ValueMatcherPtr readDocumentMatcher(const nlohmann::json& matcher, const std::string& name, StubProblems& problems);

}  // namespace iflowsim
