#include "adapters/shared/wsdl/bundle_paths.h"

#include <algorithm>
#include <cctype>

#include "runtime/base/text.h"
#include "runtime/spi/http.h"

namespace iflowsim::wsdl {

namespace {

constexpr std::string_view kRoot = "src/main/resources/";

/// Without `.`, `..` and empty parts; what would lead above the bundle stays in it.
std::string normalized(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  return join(parts, "/");
}

std::string_view baseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool isDescription(std::string_view key) {
  return toLower(key).ends_with(".wsdl");
}

bool isDescriptionOrSchema(std::string_view key) {
  return isDescription(key) || toLower(key).ends_with(".xsd");
}

std::string keyWhere(const Resources& resources, const auto& fits) {
  const auto found = std::find_if(resources.begin(), resources.end(), [&](const auto& file) {
    return isDescriptionOrSchema(file.first) && fits(file.first);
  });
  return found == resources.end() ? std::string() : found->first;
}

std::string byPath(const Resources& resources, const std::string& path) {
  if (resources.contains(path)) return path;
  return keyWhere(resources, [&](std::string_view key) { return equalsIgnoreCase(key, path); });
}

std::string lookUp(const Resources& resources, std::string_view from, std::string_view reference) {
  if (baseName(reference).empty()) return {};
  if (!from.empty() && !reference.starts_with('/')) {
    std::string folder(from.substr(0, from.rfind('/') + 1));
    const std::string beside = byPath(resources, normalized(folder.append(reference)));
    if (!beside.empty()) return beside;
  }
  for (const std::string_view root : {kRoot, std::string_view()}) {
    const std::string below = byPath(resources, normalized(std::string(root).append(reference)));
    if (!below.empty()) return below;
  }
  return keyWhere(resources,
                  [&](std::string_view key) { return equalsIgnoreCase(baseName(key), baseName(reference)); });
}

}  // namespace

std::string shownName(std::string_view key) {
  return std::string(key.starts_with(kRoot) ? key.substr(kRoot.size()) : key);
}

std::string findFile(const Resources& resources, std::string_view from, std::string_view reference) {
  const std::string found = lookUp(resources, from, trim(reference));
  return found.empty() ? lookUp(resources, from, percentDecode(trim(reference))) : found;
}

bool isExternal(std::string_view reference) {
  const std::string_view text = trim(reference);
  if (text.starts_with("//")) return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.'; });
}

std::vector<std::string> descriptionNames(const Resources& resources) {
  std::vector<std::string> names;
  for (const auto& [key, bytes] : resources) {
    if (isDescription(key)) names.push_back(shownName(key));
  }
  return names;
}

}  // namespace iflowsim::wsdl
