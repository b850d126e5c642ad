#include "lab/stubs/stub_set.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "runtime/base/file.h"

namespace iflowsim {

using nlohmann::json;

namespace {

struct Source {
  std::string_view text;
  /// For the findings.
  std::string file;
  const std::filesystem::path& files;
};

void reportBroken(const Source& source, const json::parse_error& error, Diagnostics& diagnostics) {
  const std::string_view before = source.text.substr(0, error.byte == 0 ? 0 : error.byte - 1);
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1);
  std::string reason = error.what();
  if (const std::size_t colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
  diagnostics.add({.code = "STUB-001",
                   .place = {.file = source.file,
                             .line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
                             .column = 1 + static_cast<int>(column)},
                   .element_kind = "Stub",
                   .message = "the file is no JSON: " + reason + '.',
                   .remedy = "Correct it; the stubs read before stay in use."});
}

void readMappings(const Source& source, std::vector<StubMapping>& mappings, Diagnostics& diagnostics) {
  json document;
  try {
    document = json::parse(source.text, nullptr, true, true);
  } catch (const json::parse_error& error) {
    reportBroken(source, error, diagnostics);
    return;
  }
  const bool many = document.is_object() && document.contains("mappings");
  const json list = many ? document.at("mappings") : json::array({document});
  StubProblems problems(diagnostics, source.file, source.text);
  if (!list.is_array())
    return problems.wrongValue("mappings", "'mappings' is no list.", "Write {\"mappings\": [...]}.");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = many ? "mapping " + std::to_string(i + 1) : "";
    problems.enter(list[i].is_object() && list[i].contains("name") && list[i]["name"].is_string()
                       ? list[i]["name"].get<std::string>()
                       : place);
    std::optional<StubMapping> mapping = readStubMapping(list[i], source.files, problems);
    if (!mapping) continue;
    mapping->file = source.file;
    if (mapping->name.empty()) mapping->name = many ? source.file + '#' + std::to_string(i + 1) : source.file;
    mappings.push_back(*std::move(mapping));
  }
}

std::vector<std::filesystem::path> mappingFiles(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".json" && entry->is_regular_file(error)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

StubReading finish(std::vector<StubMapping> mappings, Diagnostics diagnostics) {
  if (diagnostics.hasErrors()) return {nullptr, std::move(diagnostics)};
  return {std::make_shared<const StubSet>(std::move(mappings)), std::move(diagnostics)};
}

}  // namespace

StubSet::StubSet(std::vector<StubMapping> mappings) : mappings_(std::move(mappings)) {
  // Newest first among equals.
  std::reverse(mappings_.begin(), mappings_.end());
  std::stable_sort(mappings_.begin(), mappings_.end(),
                   [](const StubMapping& left, const StubMapping& right) { return left.priority < right.priority; });
  has_scenarios_ = std::any_of(mappings_.begin(), mappings_.end(),
                               [](const StubMapping& mapping) { return !mapping.scenario.empty(); });
}

StubReading StubSet::load(const std::filesystem::path& folder) {
  std::vector<StubMapping> mappings;
  Diagnostics diagnostics;
  const std::filesystem::path files = folder / "__files";
  for (const std::filesystem::path& path : mappingFiles(folder / "mappings")) {
    const std::string shown = (folder.filename() / path.lexically_relative(folder)).generic_string();
    const std::optional<std::string> text = readFile(path);
    if (text) {
      readMappings({*text, shown, files}, mappings, diagnostics);
    } else {
      diagnostics.add({.code = "STUB-007",
                       .place = {.file = shown},
                       .element_kind = "Stub",
                       .message = "the file cannot be read, or is larger than 16 MiB.",
                       .remedy = "Check its permissions, or move large bodies to __files."});
    }
  }
  return finish(std::move(mappings), std::move(diagnostics));
}

StubReading StubSet::parse(std::string_view text, const std::string& file, const std::filesystem::path& files) {
  std::vector<StubMapping> mappings;
  Diagnostics diagnostics;
  readMappings({text, file, files}, mappings, diagnostics);
  return finish(std::move(mappings), std::move(diagnostics));
}

const StubMapping* StubSet::find(const StubRequest& request,
                                 const std::function<bool(const StubMapping&)>& ready) const {
  for (const StubMapping& mapping : mappings_) {
    if (ready(mapping) && mapping.request.matches(request)) return &mapping;
  }
  return nullptr;
}

}  // namespace iflowsim
