#pragma once

#include <optional>
#include <string>

#include "iflows/bundle/artifact.h"
#include "iflows/bundle/bundle_reader.h"
#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

inline constexpr const char* kManifestPath = "META-INF/MANIFEST.MF";

/// Where the bundle lies: a zip gives places such as `orders.zip!META-INF/MANIFEST.MF`, a folder plain paths.
struct BundlePlace {
  std::string label;
  bool folder = false;

  std::string prefix() const { return label + (folder ? "/" : "!"); }
};

/// The kind `SAP-BundleType` names; a bundle without the header is a flow if it has an `.iflw`. Nothing: another kind.
std::optional<ArtifactKind> artifactKind(const Manifest& manifest, const Resources& resources);

/// Makes an artifact of the files of one bundle, with all that is wrong with it among its diagnostics: `MANIFEST-001`
/// no manifest, `MANIFEST-002` a header missing, `MANIFEST-004` an id with characters no id has, `BUNDLE-005` no
/// `.iflw`, `BUNDLE-006` several, `BUNDLE-009` the main resource of a companion missing, and those of the parts it
/// reads.
Artifact readBundle(Resources resources, const BundlePlace& place, ArtifactKind kind, const ReadOptions& options);

}  // namespace iflowsim
