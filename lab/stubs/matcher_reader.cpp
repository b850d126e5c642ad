#include "lab/stubs/matcher_reader.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "lab/stubs/regular_expression.h"
#include "runtime/base/base64.h"
#include "runtime/base/text.h"

namespace iflowsim {

using nlohmann::json;

namespace {

const std::vector<std::string> kMatchers{
    "equalTo",     "binaryEqualTo", "contains",     "doesNotContain",  "matches", "doesNotMatch", "absent",
    "equalToJson", "equalToXml",    "matchesXPath", "matchesJsonPath", "and",     "or",           "not"};
const std::vector<std::string> kNotSupported{"matchesJsonSchema", "before",   "after",         "equalToDateTime",
                                             "hasExactly",        "includes", "equalToNumber", "greaterThanNumber",
                                             "lessThanNumber"};
/// Options that stand beside a matcher.
const std::vector<std::string> kOptions{"caseInsensitive", "ignoreArrayOrder", "ignoreExtraElements",
                                        "expression",      "xPathNamespaces",  "enablePlaceholders"};

bool isIn(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool option(const json& matcher, const char* name) {
  const auto found = matcher.find(name);
  return found != matcher.end() && found->is_boolean() && found->get<bool>();
}

ValueMatcherPtr equalTo(const std::string& expected, bool ignore_case) {
  return makeMatcher([expected, ignore_case](std::string_view value) {
    return ignore_case ? equalsIgnoreCase(expected, value) : expected == value;
  });
}

ValueMatcherPtr containsText(const std::string& part, bool wanted, bool ignore_case) {
  const std::string sought = ignore_case ? toLower(part) : part;
  const auto test = [sought, wanted, ignore_case](std::string_view value) {
    const bool found =
        ignore_case ? toLower(value).find(sought) != std::string::npos : value.find(sought) != std::string_view::npos;
    return found == wanted;
  };
  return makeMatcher(test, !wanted);
}

ValueMatcherPtr matchesPattern(const std::string& key, const std::string& text, bool wanted, StubProblems& problems) {
  Result<RegularExpression> expression = RegularExpression::compile(text);
  if (!expression) {
    problems.wrongExpression(key, "'" + text + "' is no regular expression: " + expression.error().text + '.');
    return nullptr;
  }
  return makeMatcher([expression = *std::move(expression),
                      wanted](std::string_view value) { return expression.matches(value) == wanted; },
                     !wanted);
}

ValueMatcherPtr binaryEqualTo(const std::string& text, StubProblems& problems) {
  const Result<std::string> bytes = base64Decode(text);
  if (bytes) return equalTo(*bytes, false);
  problems.wrongValue("binaryEqualTo", "binaryEqualTo is no base64.", "Encode the bytes expected.");
  return nullptr;
}

ValueMatcherPtr readTextMatcher(const json& matcher, const std::string& name, StubProblems& problems) {
  if (!matcher.at(name).is_string()) {
    problems.wrongValue(name, "the value of '" + name + "' is no text.", "Put it in quotes.");
    return nullptr;
  }
  const auto text = matcher.at(name).get<std::string>();
  const bool ignore_case = option(matcher, "caseInsensitive");
  if (name == "equalTo") return equalTo(text, ignore_case);
  if (name == "binaryEqualTo") return binaryEqualTo(text, problems);
  if (name == "contains") return containsText(text, true, ignore_case);
  if (name == "doesNotContain") return containsText(text, false, ignore_case);
  return matchesPattern(name, text, name == "matches", problems);
}

class CombinedMatcher final : public ValueMatcher {
 public:
  CombinedMatcher(std::vector<ValueMatcherPtr> parts, bool all) : parts_(std::move(parts)), all_(all) {}
  bool matches(std::optional<std::string_view> value) const override {
    const auto test = [&](const ValueMatcherPtr& part) { return part->matches(value); };
    return all_ ? std::all_of(parts_.begin(), parts_.end(), test) : std::any_of(parts_.begin(), parts_.end(), test);
  }

 private:
  std::vector<ValueMatcherPtr> parts_;
  bool all_;
};

ValueMatcherPtr readCombined(const json& matcher, const std::string& name, StubProblems& problems) {
  std::vector<ValueMatcherPtr> parts;
  if (!matcher.at(name).is_array() || matcher.at(name).empty()) {
    problems.wrongValue(name, "the value of '" + name + "' is no list of matchers.", "Write [{...}, {...}].");
    return nullptr;
  }
  for (const json& part : matcher.at(name)) {
    parts.push_back(readMatcher(part, name, problems));
    if (!parts.back()) return nullptr;
  }
  return std::make_shared<const CombinedMatcher>(std::move(parts), name == "and");
}

class NotMatcher final : public ValueMatcher {
 public:
  explicit NotMatcher(ValueMatcherPtr inner) : inner_(std::move(inner)) {}
  bool matches(std::optional<std::string_view> value) const override { return !inner_->matches(value); }

 private:
  ValueMatcherPtr inner_;
};

class PresenceMatcher final : public ValueMatcher {
 public:
  explicit PresenceMatcher(bool absent) : absent_(absent) {}
  bool matches(std::optional<std::string_view> value) const override { return value.has_value() != absent_; }

 private:
  bool absent_;
};

ValueMatcherPtr readNamed(const json& matcher, const std::string& name, StubProblems& problems) {
  if (name == "and" || name == "or") return readCombined(matcher, name, problems);
  if (name == "absent") {
    if (matcher.at(name).is_boolean()) return std::make_shared<const PresenceMatcher>(matcher.at(name).get<bool>());
    problems.wrongValue(name, "the value of 'absent' is neither true nor false.", "Write \"absent\": true.");
    return nullptr;
  }
  if (name == "not") {
    ValueMatcherPtr inner = readMatcher(matcher.at(name), name, problems);
    return inner ? std::make_shared<const NotMatcher>(std::move(inner)) : nullptr;
  }
  const bool document = name.starts_with("equalToJson") || name.starts_with("equalToXml") ||
                        name.starts_with("matchesX") || name.starts_with("matchesJson");
  return document ? readDocumentMatcher(matcher, name, problems) : readTextMatcher(matcher, name, problems);
}

/// The names in the object that are no options; problems for those nobody knows.
std::vector<std::string> namesIn(const json& matcher, const std::string& key, StubProblems& problems, bool& usable) {
  std::vector<std::string> names;
  for (const auto& [name, value] : matcher.items()) {
    if (isIn(kOptions, name)) continue;
    if (isIn(kMatchers, name)) {
      names.push_back(name);
      continue;
    }
    usable = false;
    if (isIn(kNotSupported, name)) {
      problems.notSupported(name, Severity::Error, "matcher '" + name + "' is not supported.",
                            "Use one of " + join(kMatchers, ", ") + '.');
    } else {
      problems.unknownKey(name, "the matcher of '" + key + "'", kMatchers);
    }
  }
  return names;
}

}  // namespace

ValueMatcherPtr readMatcher(const json& matcher, const std::string& key, StubProblems& problems) {
  bool usable = matcher.is_object();
  const std::vector<std::string> names = usable ? namesIn(matcher, key, problems, usable) : std::vector<std::string>{};
  if (usable && names.size() == 1) return readNamed(matcher, names.front(), problems);
  if (usable || !matcher.is_object()) {
    problems.wrongValue(key, "'" + key + "' needs exactly one matcher.", "Write {\"equalTo\": \"...\"} or the like.");
  }
  return nullptr;
}

ValueMatcherPtr readInnerMatcher(const json& matcher, const std::string& key, StubProblems& problems) {
  json inner = matcher;
  inner.erase("expression");
  return inner.empty() ? nullptr : readMatcher(inner, key, problems);
}

}  // namespace iflowsim
