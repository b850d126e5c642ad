#include "iflows/bundle/package_export.h"

#include <algorithm>
#include <array>
#include <map>

#include <nlohmann/json.hpp>

#include "iflows/bundle/finding.h"
#include "runtime/base/base64.h"

namespace iflowsim {

namespace {

using nlohmann::json;

constexpr std::string_view kContentEnd = "_content";
constexpr std::array<std::string_view, 4> kArtifactTypes = {"IFlow", "ScriptCollection", "MessageMapping",
                                                            "ValueMapping"};

std::string textOf(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The `resources` of the list; null when it is not readable.
json readList(const std::string& encoded) {
  const auto text = base64Decode(encoded);
  if (!text) return nullptr;
  const json document = json::parse(*text, nullptr, false);
  if (!document.is_object() || !document.contains("resources")) return nullptr;
  const json& list = document["resources"];
  return list.is_array() ? list : json(nullptr);
}

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::vector<PackageEntry> packageEntries(const Resources& resources, const std::string& label,
                                         Diagnostics& diagnostics) {
  std::map<std::string, std::string> titles;
  const json list = readList(*resources.at(kPackageContent));
  if (list.is_null()) {
    diagnostics.add(warningAt("PACKAGE-001", {label + '!' + kPackageContent},
                              {"The list of the package is not readable; its artifacts are read without their names.",
                               "Export the package again."}));
  }
  for (const json& item : list) {
    if (!item.is_object()) continue;
    const std::string path = textOf(item, "id") + std::string(kContentEnd);
    const std::string title = textOf(item, "displayName");
    titles[path] = title;
    const bool artifact =
        std::find(kArtifactTypes.begin(), kArtifactTypes.end(), textOf(item, "resourceType")) != kArtifactTypes.end();
    if (!artifact || resources.count(path) > 0) continue;
    diagnostics.add(errorAt(
        "PACKAGE-002", {label},
        {"The package lists '" + title + "', but its entry " + path + " is missing.", "Export the package again."}));
  }
  std::vector<PackageEntry> entries;
  for (const auto& [path, bytes] : resources) {
    if (!endsWith(path, kContentEnd)) continue;
    const std::string& title = titles[path];
    entries.push_back({path, title.empty() ? path : title});
  }
  return entries;
}

}  // namespace iflowsim
