#include <nlohmann/json.hpp>

#include "lab/stubs/document_matchers.h"
#include "lab/stubs/matcher_reader.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {

using nlohmann::json;

namespace {

bool usesPlaceholders(const json& matcher, const std::string& name, StubProblems& problems) {
  const json flag = matcher.value("enablePlaceholders", json(false));
  const bool used =
      (flag.is_boolean() && flag.get<bool>()) || matcher.at(name).dump().find("${json-unit.") != std::string::npos;
  if (used) {
    problems.notSupported(name, Severity::Error, "placeholders in '" + name + "' are not supported.",
                          "Match the fixed parts with matchesJsonPath or matchesXPath.");
  }
  return used;
}

ValueMatcherPtr readEqualToJson(const json& matcher, StubProblems& problems) {
  json expected = matcher.at("equalToJson");
  if (expected.is_string()) expected = json::parse(expected.get<std::string>(), nullptr, false);
  if (expected.is_discarded()) {
    problems.wrongValue("equalToJson", "the value of 'equalToJson' is no JSON.",
                        "Write it as an object, or correct it.");
    return nullptr;
  }
  const auto flag = [&matcher](const char* name) {
    const json value = matcher.value(name, json(false));
    return value.is_boolean() && value.get<bool>();
  };
  return equalToJson(std::move(expected), {flag("ignoreArrayOrder"), flag("ignoreExtraElements")});
}

ValueMatcherPtr readEqualToXml(const json& matcher, StubProblems& problems) {
  const json& expected = matcher.at("equalToXml");
  const Result<XmlDocument> document =
      expected.is_string() ? XmlDocument::parse(expected.get<std::string>()) : failure("XML-001", "it is no text");
  if (document) return equalToXml(*document);
  problems.wrongValue("equalToXml", "the value of 'equalToXml' is no XML: " + document.error().text + '.',
                      "Correct it.");
  return nullptr;
}

/// Expression and inner matcher of a path matcher; null expression when it is wrong.
struct PathMatcher {
  const std::string* expression = nullptr;
  ValueMatcherPtr inner = {};
};

PathMatcher readPath(const json& matcher, const std::string& name, StubProblems& problems) {
  const json& value = matcher.at(name);
  if (value.is_string()) return {value.get_ptr<const std::string*>()};
  if (value.is_object() && value.contains("expression") && value.at("expression").is_string()) {
    ValueMatcherPtr inner = readInnerMatcher(value, name, problems);
    if (!inner && value.size() > 1) return {};
    return {value.at("expression").get_ptr<const std::string*>(), std::move(inner)};
  }
  problems.wrongValue(name, "'" + name + "' has no expression.",
                      "Write it as text, or as {\"expression\": \"...\", \"equalTo\": \"...\"}.");
  return {};
}

std::map<std::string, std::string> readNamespaces(const json& matcher, StubProblems& problems) {
  std::map<std::string, std::string> namespaces;
  const auto found = matcher.find("xPathNamespaces");
  if (found == matcher.end()) return namespaces;
  for (const auto& [prefix, uri] : found->items()) {
    if (uri.is_string()) {
      namespaces[prefix] = uri.get<std::string>();
    } else {
      problems.wrongValue("xPathNamespaces", "the namespace of '" + prefix + "' is no text.", "Put it in quotes.");
    }
  }
  return namespaces;
}

}  // namespace

ValueMatcherPtr readDocumentMatcher(const json& matcher, const std::string& name, StubProblems& problems) {
  if (usesPlaceholders(matcher, name, problems)) return nullptr;
  if (name == "equalToJson") return readEqualToJson(matcher, problems);
  if (name == "equalToXml") return readEqualToXml(matcher, problems);
  PathMatcher path = readPath(matcher, name, problems);
  if (path.expression == nullptr) return nullptr;
  if (name == "matchesXPath") {
    Result<ValueMatcherPtr> xpath =
        matchesXPath(*path.expression, readNamespaces(matcher, problems), std::move(path.inner));
    if (xpath) return *std::move(xpath);
    problems.wrongExpression(name, xpath.error().text + '.');
    return nullptr;
  }
  Result<JsonPath> json_path = JsonPath::compile(*path.expression);
  if (json_path) return matchesJsonPath(*std::move(json_path), std::move(path.inner));
  problems.wrongExpression(name, "the JSONPath " + json_path.error().text + '.');
  return nullptr;
}

}  // namespace iflowsim
