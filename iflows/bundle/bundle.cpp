#include "iflows/bundle/bundle.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>

#include "iflows/bundle/iflw_reader.h"
#include "iflows/bundle/parameter_files.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kFlowEnd = ".iflw";
constexpr std::string_view kFlowFolder = "src/main/resources/scenarioflows/integrationflow/";
constexpr std::array<ArtifactKind, 4> kKinds = {ArtifactKind::IntegrationFlow, ArtifactKind::ScriptCollection,
                                                ArtifactKind::MessageMapping, ArtifactKind::ValueMapping};

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && equalsIgnoreCase(text.substr(text.size() - end.size()), end);
}

std::vector<std::string> pathsEndingWith(const Resources& resources, std::string_view end) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : resources) {
    if (endsWith(path, end)) paths.push_back(path);
  }
  return paths;
}

bool isSafeId(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return std::all_of(id.begin(), id.end(), allowed) && id != "." && id != "..";
}

class BundleParts {
 public:
  BundleParts(Artifact& artifact, BundlePlace place, const ReadOptions& options)
      : artifact_(artifact), place_(std::move(place)), options_(options) {}

  void read() {
    readIdentity();
    switch (artifact_.kind) {
      case ArtifactKind::IntegrationFlow:
        return readFlowParts();
      case ArtifactKind::ValueMapping:
        return require("value_mapping.xml", "A value mapping");
      case ArtifactKind::MessageMapping:
        return require(".mmap", "A message mapping");
      case ArtifactKind::ScriptCollection:
        return;
    }
  }

 private:
  void error(const char* code, const std::string& file, Advice advice) {
    artifact_.diagnostics.add(errorAt(code, {file.empty() ? place_.label : place_.prefix() + file}, std::move(advice)));
  }

  void readIdentity() {
    const auto manifest = artifact_.resources.find(kManifestPath);
    if (manifest == artifact_.resources.end()) {
      error("MANIFEST-001", "", {"There is no META-INF/MANIFEST.MF.", "Export the artifact again."});
    } else {
      artifact_.manifest = readManifest(*manifest->second, place_.prefix() + kManifestPath, artifact_.diagnostics);
    }
    const std::string& symbolic_name = artifact_.manifest.get("Bundle-SymbolicName");
    artifact_.id = trim(split(symbolic_name, ';').front());
    artifact_.name = artifact_.manifest.get("Bundle-Name");
    artifact_.version = artifact_.manifest.get("Bundle-Version");
    if (artifact_.id.empty() && !artifact_.manifest.empty()) {
      error("MANIFEST-002", kManifestPath,
            {"The header Bundle-SymbolicName is missing; it is the id of the artifact.", "Export the artifact again."});
    }
    if (!isSafeId(artifact_.id)) {
      error("MANIFEST-004", kManifestPath,
            {"The id '" + artifact_.id + "' has other characters than letters, digits, '.', '_' and '-'.",
             "Correct Bundle-SymbolicName."});
    }
    if (artifact_.id.empty() || !isSafeId(artifact_.id)) {
      artifact_.id = std::filesystem::path(place_.label).stem().string();
    }
    if (artifact_.name.empty()) artifact_.name = artifact_.id;
    if (artifact_.version.empty()) {
      artifact_.version = "1.0.0";
      if (artifact_.manifest.empty()) return;
      artifact_.diagnostics.add(warningAt("MANIFEST-002", {place_.prefix() + kManifestPath},
                                          {"The header Bundle-Version is missing; 1.0.0 is assumed.", "Add it."}));
    }
  }

  void readFlowParts() {
    const std::string path = flowPath();
    const auto configured =
        options_.configured ? options_.configured(artifact_.id) : std::map<std::string, std::string>();
    artifact_.parameters = readParameters(artifact_.resources, place_.prefix(), configured, artifact_.diagnostics);
    if (path.empty()) return;
    ParameterValues values(artifact_.parameters);
    const FlowIdentity identity{artifact_.id, artifact_.name, artifact_.version, artifact_.bundle,
                                place_.prefix() + path};
    const auto flow = readFlow(*artifact_.resources.at(path), identity, values, options_.limits, artifact_.diagnostics);
    if (flow != nullptr) flow->resources = artifact_.resources;
    artifact_.flow = flow;
    if (flow != nullptr) values.report(options_.strict_parameters, artifact_.id, artifact_.diagnostics);
  }

  /// The one `.iflw`; those outside of the usual folder count only when there is none in it.
  std::string flowPath() {
    const std::vector<std::string> all = pathsEndingWith(artifact_.resources, kFlowEnd);
    std::vector<std::string> paths;
    std::copy_if(all.begin(), all.end(), std::back_inserter(paths),
                 [](const std::string& path) { return path.compare(0, kFlowFolder.size(), kFlowFolder) == 0; });
    if (paths.empty()) paths = all;
    if (paths.size() == 1) return paths.front();
    if (paths.empty()) {
      error("BUNDLE-005", "",
            {"There is no .iflw in " + std::string(kFlowFolder) + ".", "Export the integration flow again."});
    } else {
      error("BUNDLE-006", "", {"There is more than one .iflw: " + join(paths, ", ") + ".", "Keep one."});
    }
    return {};
  }

  void require(std::string_view end, const std::string& what) {
    if (!pathsEndingWith(artifact_.resources, end).empty()) return;
    error("BUNDLE-009", "",
          {what + " needs a file '" + std::string(end) + "', and there is none.", "Export the artifact again."});
  }

  Artifact& artifact_;
  const BundlePlace place_;
  const ReadOptions& options_;
};

}  // namespace

std::string_view toText(ArtifactKind kind) {
  switch (kind) {
    case ArtifactKind::IntegrationFlow:
      return "IntegrationFlow";
    case ArtifactKind::ScriptCollection:
      return "ScriptCollection";
    case ArtifactKind::MessageMapping:
      return "MessageMapping";
    case ArtifactKind::ValueMapping:
      return "ValueMapping";
  }
  return "";
}

std::optional<ArtifactKind> artifactKind(const Manifest& manifest, const Resources& resources) {
  const std::string& type = manifest.get("SAP-BundleType");
  for (const ArtifactKind kind : kKinds) {
    if (equalsIgnoreCase(type, toText(kind))) return kind;
  }
  if (type.empty() && !pathsEndingWith(resources, kFlowEnd).empty()) return ArtifactKind::IntegrationFlow;
  return std::nullopt;
}

Artifact readBundle(Resources resources, const BundlePlace& place, ArtifactKind kind, const ReadOptions& options) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.bundle = place.label;
  artifact.resources = std::move(resources);
  BundleParts(artifact, place, options).read();
  return artifact;
}

}  // namespace iflowsim
