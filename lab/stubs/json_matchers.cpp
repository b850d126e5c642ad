#include <algorithm>

#include <nlohmann/json.hpp>

#include "lab/stubs/document_matchers.h"

namespace iflowsim {

using nlohmann::json;

namespace {

bool equal(const json& expected, const json& actual, JsonLeniency leniency);

bool equalObjects(const json& expected, const json& actual, JsonLeniency leniency) {
  if (!leniency.extra_elements && actual.size() != expected.size()) return false;
  for (const auto& [name, value] : expected.items()) {
    if (!actual.contains(name) || !equal(value, actual.at(name), leniency)) return false;
  }
  return true;
}

bool equalArrays(const json& expected, const json& actual, JsonLeniency leniency) {
  if (leniency.extra_elements ? actual.size() < expected.size() : actual.size() != expected.size()) return false;
  std::vector<const json*> left;
  for (const json& item : actual) left.push_back(&item);
  for (const json& item : expected) {
    const auto last = leniency.array_order ? left.end() : left.begin() + 1;
    const auto found =
        std::find_if(left.begin(), last, [&](const json* other) { return equal(item, *other, leniency); });
    if (found == last) return false;
    left.erase(found);
  }
  return true;
}

bool equal(const json& expected, const json& actual, JsonLeniency leniency) {
  if (expected.is_object() && actual.is_object()) return equalObjects(expected, actual, leniency);
  if (expected.is_array() && actual.is_array()) return equalArrays(expected, actual, leniency);
  return expected == actual;
}

std::string textOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool isSomething(const json& value) {
  return !value.is_null() && !(value.is_structured() && value.empty());
}

}  // namespace

ValueMatcherPtr equalToJson(json expected, JsonLeniency leniency) {
  return makeMatcher([expected = std::move(expected), leniency](std::string_view text) {
    const json actual = json::parse(text, nullptr, false);
    return !actual.is_discarded() && equal(expected, actual, leniency);
  });
}

ValueMatcherPtr matchesJsonPath(JsonPath path, ValueMatcherPtr inner) {
  return makeMatcher([path = std::move(path), inner = std::move(inner)](std::string_view text) {
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) return false;
    const std::vector<const json*> found = path.find(document);
    if (!inner) return std::any_of(found.begin(), found.end(), [](const json* value) { return isSomething(*value); });
    if (found.empty()) return inner->matches(std::nullopt);
    return std::any_of(found.begin(), found.end(), [&](const json* value) { return inner->matches(textOf(*value)); });
  });
}

}  // namespace iflowsim
