#include "app/verbs/script_bundle.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "iflows/bundle/bundle_reader.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

constexpr const char* kScriptFolder = "src/main/resources/script/";
constexpr const char* kMappingFolder = "src/main/resources/mapping/";

ScriptLanguage languageOf(const std::string& file) {
  const std::string ending = toLower(fs::path(file).extension().string());
  if (ending == ".xsl" || ending == ".xslt") return ScriptLanguage::Xslt;
  return ending == ".js" ? ScriptLanguage::JavaScript : ScriptLanguage::Groovy;
}

std::shared_ptr<const std::string> contentOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return nullptr;
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

/// The files of a folder that is no bundle.
Resources filesOf(const fs::path& folder) {
  Resources files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    if (auto content = contentOf(entry.path()))
      files[entry.path().lexically_relative(folder).generic_string()] = content;
  }
  return files;
}

Result<ScriptBundle> readFiles(const fs::path& path) {
  if (path.empty()) return ScriptBundle{"script", {}};
  if (!fs::exists(path)) {
    return failure("SCRIPT-006", path.string() + " does not exist. Name a folder or zip with --bundle.");
  }
  const BundleSet set = readBundles(path);
  if (!set.artifacts.empty()) {
    ScriptBundle bundle{set.artifacts.front().id, {}};
    for (const Artifact& artifact : set.artifacts)
      bundle.resources.insert(artifact.resources.begin(), artifact.resources.end());
    return bundle;
  }
  if (fs::is_directory(path)) return ScriptBundle{"script", filesOf(path)};
  return failure("SCRIPT-006", path.string() + " cannot be read:\n" + set.diagnostics.toText());
}

/// The key of the script of that name.
std::optional<std::string> find(const Resources& files, const std::string& name) {
  for (const auto& [path, content] : files) {
    if (path == name || path.ends_with('/' + name)) return path;
  }
  return std::nullopt;
}

}  // namespace

Result<LoneScript> readScript(const std::string& file, const std::filesystem::path& bundle) {
  auto files = readFiles(bundle);
  if (!files) return tl::unexpected<Error>(files.error());
  LoneScript script{std::move(*files), {}};
  script.entry.language = languageOf(file);
  const bool is_stylesheet = script.entry.language == ScriptLanguage::Xslt;
  if (is_stylesheet) script.entry.function = "Bytes";
  std::error_code error;
  if (fs::is_regular_file(file, error)) {
    auto content = contentOf(file);
    if (!content) return failure("SCRIPT-006", file + " cannot be read.");
    script.entry.file = (is_stylesheet ? kMappingFolder : kScriptFolder) + fs::path(file).filename().string();
    script.bundle.resources[script.entry.file] = std::move(content);
  } else if (const auto found = find(script.bundle.resources, file)) {
    script.entry.file = *found;
  } else {
    return failure("SCRIPT-006", file + " is no file" + (bundle.empty() ? "" : ", nor a script of the bundle") +
                                     ". Name the file of a script.");
  }
  return script;
}

}  // namespace iflowsim
