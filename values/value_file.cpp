#include "values/value_file.h"

#include <algorithm>
#include <fstream>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kSeeDocument = "Write it as in docs/tenant_folder.md.";

}  // namespace

std::string singleQuoted(const std::string& text) {
  return '\'' + text + '\'';
}

YAML::Node ValueFile::read() {
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return {};
  std::ifstream stream;
  if (std::filesystem::is_regular_file(file_, ignored)) stream.open(file_);
  if (!stream.is_open()) {
    report(Severity::Error, "VALUES-001", YAML::Mark::null_mark(), "The file cannot be read.",
           "Check that it is a file and that this user may read it.");
    return {};
  }
  try {
    return YAML::Load(stream);
  } catch (const YAML::Exception& problem) {
    report(Severity::Error, "VALUES-001", problem.mark, "The file is no YAML: " + problem.msg + '.',
           "Correct the text at this place.");
  }
  return {};
}

std::vector<YAML::Node> ValueFile::entries(const std::string& key) {
  const YAML::Node document = read();
  if (document.IsNull() || !isMap(document, "The file")) return {};
  checkKeys(document, "the file", {key});
  std::vector<YAML::Node> entries = list(document, key, "the file");
  std::erase_if(entries, [&](const YAML::Node& entry) { return !isMap(entry, "An entry of " + singleQuoted(key)); });
  return entries;
}

std::vector<YAML::Node> ValueFile::list(const YAML::Node& parent, const std::string& key, const std::string& what) {
  const YAML::Node items = parent[key];
  if (!items || items.IsNull()) return {};
  if (items.IsSequence()) return {items.begin(), items.end()};
  wrongForm(items, singleQuoted(key) + " of " + what + " is no list.", kSeeDocument);
  return {};
}

bool ValueFile::isMap(const YAML::Node& node, const std::string& what) {
  if (node.IsMap()) return true;
  wrongForm(node, what + " is no set of 'key: value' pairs.", kSeeDocument);
  return false;
}

void ValueFile::checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known) {
  for (const auto& pair : node) {
    const std::string key = pair.first.IsScalar() ? pair.first.Scalar() : "?";
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string near = nearestName(key, known);
    error("VALUES-002", pair.first, "There is no key " + singleQuoted(key) + " in " + what + '.',
          near.empty() ? "Known are: " + join(known, ", ") + '.' : "Did you mean " + singleQuoted(near) + '?');
  }
}

std::optional<std::string> ValueFile::text(const YAML::Node& parent, const std::string& key, const std::string& what) {
  const YAML::Node value = parent[key];
  if (value && value.IsScalar() && !value.Scalar().empty()) return value.Scalar();
  wrongForm(value ? value : parent, singleQuoted(key) + " of " + what + (value ? " is no text." : " is missing."),
            kSeeDocument);
  return std::nullopt;
}

std::int64_t ValueFile::number(const YAML::Node& parent, const std::string& key, const std::string& what,
                               std::int64_t otherwise) {
  const YAML::Node value = parent[key];
  if (!value || value.IsNull()) return otherwise;
  std::int64_t number = 0;
  if (YAML::convert<std::int64_t>::decode(value, number)) return number;
  wrongForm(value, singleQuoted(key) + " of " + what + " is no whole number.", "Write digits only.");
  return otherwise;
}

bool ValueFile::flag(const YAML::Node& parent, const std::string& key, const std::string& what, bool otherwise) {
  const YAML::Node value = parent[key];
  if (!value || value.IsNull()) return otherwise;
  bool flag = false;
  if (YAML::convert<bool>::decode(value, flag)) return flag;
  wrongForm(value, singleQuoted(key) + " of " + what + " is neither true nor false.", "Write true or false.");
  return otherwise;
}

void ValueFile::error(const std::string& code, const YAML::Node& place, std::string message, std::string remedy) {
  report(Severity::Error, code, place.Mark(), std::move(message), std::move(remedy));
}

void ValueFile::warning(const std::string& code, const YAML::Node& place, std::string message, std::string remedy) {
  report(Severity::Warning, code, place.Mark(), std::move(message), std::move(remedy));
}

void ValueFile::wrongForm(const YAML::Node& place, const std::string& message, const std::string& remedy) {
  error("VALUES-003", place, message, remedy);
}

void ValueFile::report(Severity severity, const std::string& code, const YAML::Mark& mark, std::string message,
                       std::string remedy) {
  const bool is_known = !mark.is_null();
  findings_.add({.severity = severity,
                 .code = code,
                 .place = {file_.string(), is_known ? mark.line + 1 : 0, is_known ? mark.column + 1 : 0},
                 .message = std::move(message),
                 .remedy = std::move(remedy)});
}

}  // namespace iflowsim
