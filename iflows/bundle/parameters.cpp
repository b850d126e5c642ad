#include "iflows/bundle/parameters.h"

#include <algorithm>

#include "iflows/model/row_table.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::string raw(const std::string& value) {
  return value;
}
std::string escaped(const std::string& value) {
  return escapeXml(value);
}
std::string unescaped(const std::string& value) {
  return unescapeXml(value);
}

bool isRowTable(std::string_view text) {
  return trim(text).substr(0, 4) == "<row";
}

}  // namespace

ParameterValues::ParameterValues(const std::vector<ExternalParameter>& parameters) : parameters_(parameters) {
  for (const ExternalParameter& parameter : parameters_) by_name_[parameter.name] = &parameter;
}

const std::string* ParameterValues::valueOf(const std::string& name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  if (found->second->configured) return &*found->second->configured;
  return found->second->bundled ? &*found->second->bundled : nullptr;
}

std::string ParameterValues::fill(std::string_view text, Place place, const Subject& where) {
  if (text.find("{{") == std::string_view::npos) return std::string(text);
  if (place == Place::Condition) return replaced(text, unescaped, where);
  std::string filled = replaced(text, raw, where);
  if (place == Place::Plain || !isRowTable(filled) || readRowTable(filled)) return filled;
  std::string second_try = replaced(text, escaped, where);
  return readRowTable(second_try) ? second_try : filled;
}

std::string ParameterValues::replaced(std::string_view text, std::string (*form)(const std::string&),
                                      const Subject& where) {
  std::string result;
  std::size_t at = 0;
  for (;;) {
    const auto open = text.find("{{", at);
    const auto close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) break;
    const std::string name(text.substr(open + 2, close - open - 2));
    result += text.substr(at, open - at);
    used_.insert(name);
    if (const std::string* value = valueOf(name)) {
      result += form(*value);
    } else {
      result += text.substr(open, close + 2 - open);
      const bool known = std::any_of(missing_.begin(), missing_.end(), [&](const auto& m) { return m.first == name; });
      if (!known) missing_.emplace_back(name, where);
    }
    at = close + 2;
  }
  return result + std::string(text.substr(at));
}

void ParameterValues::report(bool strict, const std::string& flow_id, Diagnostics& diagnostics) const {
  for (const auto& [name, where] : missing_) {
    Advice advice{"The externalised parameter '" + name + "' has no value; the text '{{" + name + "}}' stays.",
                  "Give it a value in parameters/" + flow_id + ".prop or in the parameters.prop of the bundle."};
    diagnostics.add(strict ? errorOf("PARAM-001", where, std::move(advice))
                           : warningOf("PARAM-001", where, std::move(advice)));
  }
  const std::vector<std::string> candidates(used_.begin(), used_.end());
  for (const ExternalParameter& parameter : parameters_) {
    if (!parameter.configured || parameter.bundled || used_.count(parameter.name) > 0) continue;
    const std::string near = nearestName(parameter.name, candidates);
    diagnostics.add(warningAt("PARAM-005", {"parameters/" + flow_id + ".prop"},
                              {"The flow has no externalised parameter '" + parameter.name + "'.",
                               near.empty() ? "Remove the value." : "Did you mean '" + near + "'?"}));
  }
}

}  // namespace iflowsim
