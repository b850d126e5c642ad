#include "runtime/yaml/yaml_reader.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "runtime/base/file.h"
#include "runtime/base/quote.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kSeeDocument = "Write it as in docs/tenant_folder.md.";

bool isText(const YAML::Node& node) {
  return node.IsScalar() && !node.Scalar().empty();
}

/// Nothing, also, where the key stands with nothing behind it.
YAML::Node valueOf(const YAML::Node& parent, const char* key) {
  if (!parent.IsMap()) return {};
  const YAML::Node value = parent[key];
  return value ? value : YAML::Node();
}

}  // namespace

YAML::Node YamlReader::read(const std::vector<std::string>& keys) {
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return {};
  if (const auto text = readFile(file_)) return parse(*text, keys);
  report(Severity::Error, "001", YAML::Mark::null_mark(), "the file cannot be read.",
         "Check that it is a file of at most 16 MB and that this user may read it.");
  return {};
}

YAML::Node YamlReader::parse(const std::string& yaml, const std::vector<std::string>& keys) {
  try {
    YAML::Node document = YAML::Load(yaml);
    if (document.IsNull() || !isMap(document, "the file")) return {};
    checkKeys(document, "the file", keys);
    return document;
  } catch (const YAML::Exception& problem) {
    report(Severity::Error, "001", problem.mark, "the file is no YAML: " + problem.msg + '.',
           "Correct the text at this place.");
  }
  return {};
}

std::vector<YAML::Node> YamlReader::entries(const char* key, const std::string& entry) {
  return maps(read({key}), key, "the file", entry);
}

std::vector<YAML::Node> YamlReader::list(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node items = valueOf(parent, key);
  if (items.IsSequence()) return {items.begin(), items.end()};
  if (!items.IsNull()) {
    wrongShape(items, inQuotes(key) + " of " + what + " is no list.",
               "Write one entry a line, each beginning with '- '.");
  }
  return {};
}

std::vector<YAML::Node> YamlReader::maps(const YAML::Node& parent, const char* key, const std::string& what,
                                         const std::string& entry) {
  std::vector<YAML::Node> entries = list(parent, key, what);
  std::erase_if(entries, [&](const YAML::Node& node) { return !isMap(node, entry); });
  return entries;
}

bool YamlReader::isMap(const YAML::Node& node, const std::string& what) {
  if (node.IsMap()) return true;
  wrongShape(node, what + " is no set of 'key: value' lines.", kSeeDocument);
  return false;
}

void YamlReader::checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known) {
  std::vector<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      wrongShape(entry.first, inQuotes(key) + " stands twice in " + what + '.', "Remove one of the lines.");
    }
    seen.push_back(key);
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string near = nearestName(key, known);
    error("002", entry.first, "there is no key " + inQuotes(key) + " in " + what + '.',
          near.empty() ? "Known are: " + join(known, ", ") + '.' : "Did you mean " + inQuotes(near) + '?');
  }
}

std::optional<std::string> YamlReader::text(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node value = valueOf(parent, key);
  if (isText(value)) return value.Scalar();
  if (!value.IsNull()) wrongShape(value, inQuotes(key) + " of " + what + " is no text.", "Write it in quotes.");
  return std::nullopt;
}

std::optional<std::string> YamlReader::requiredText(const YAML::Node& parent, const char* key,
                                                    const std::string& what) {
  if (!valueOf(parent, key).IsNull()) return text(parent, key, what);
  wrongShape(parent, inQuotes(key) + " of " + what + " is missing.", kSeeDocument);
  return std::nullopt;
}

std::optional<std::vector<std::string>> YamlReader::names(const YAML::Node& parent, const char* key,
                                                          const std::string& what) {
  const YAML::Node items = valueOf(parent, key);
  if (items.IsNull()) return std::nullopt;
  if (!items.IsSequence() || !std::all_of(items.begin(), items.end(), [](const auto& item) { return isText(item); })) {
    wrongShape(items, inQuotes(key) + " of " + what + " is no list of names.", "Write it as [one, two].");
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const YAML::Node& item : items) names.push_back(item.Scalar());
  return names;
}

std::optional<std::int64_t> YamlReader::number(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node value = valueOf(parent, key);
  if (value.IsNull()) return std::nullopt;
  std::int64_t number = 0;
  if (YAML::convert<std::int64_t>::decode(value, number)) return number;
  wrongShape(value, inQuotes(key) + " of " + what + " is no whole number.", "Write digits only.");
  return std::nullopt;
}

std::optional<bool> YamlReader::flag(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node value = valueOf(parent, key);
  if (value.IsNull()) return std::nullopt;
  bool flag = false;
  if (YAML::convert<bool>::decode(value, flag)) return flag;
  wrongShape(value, inQuotes(key) + " of " + what + " is neither true nor false.", "Write true or false.");
  return std::nullopt;
}

void YamlReader::error(const char* number, const YAML::Node& node, std::string message, std::string remedy) {
  report(Severity::Error, number, node.Mark(), std::move(message), std::move(remedy));
}

void YamlReader::warning(const char* number, const YAML::Node& node, std::string message, std::string remedy) {
  report(Severity::Warning, number, node.Mark(), std::move(message), std::move(remedy));
}

void YamlReader::wrongShape(const YAML::Node& node, std::string message, std::string remedy) {
  error("003", node, std::move(message), std::move(remedy));
}

void YamlReader::report(Severity severity, const char* number, const YAML::Mark& mark, std::string message,
                        std::string remedy) {
  const bool is_known = !mark.is_null();
  message[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(message[0])));
  findings_.add({.severity = severity,
                 .code = area_ + '-' + number,
                 .place = {file_.string(), is_known ? mark.line + 1 : 0, is_known ? mark.column + 1 : 0},
                 .message = std::move(message),
                 .remedy = std::move(remedy)});
}

}  // namespace iflowsim
