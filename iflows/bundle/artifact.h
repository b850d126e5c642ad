#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "iflows/bundle/manifest.h"
#include "iflows/bundle/parameters.h"
#include "iflows/model/flow_model.h"
#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

enum class ArtifactKind { IntegrationFlow, ScriptCollection, MessageMapping, ValueMapping };

/// As `SAP-BundleType` spells it.
std::string_view toText(ArtifactKind kind);

/// One bundle as it was read. Its parts are immutable and shared, so copies are cheap and may be used by many threads.
struct Artifact {
  ArtifactKind kind = ArtifactKind::IntegrationFlow;
  /// Bundle-SymbolicName without directives; Bundle-Name; Bundle-Version.
  std::string id;
  std::string name;
  std::string version;
  /// Where it came from, for diagnostics: `flows/orders.zip`, `package.zip!orders.zip`, or a folder.
  std::string bundle;
  Resources resources;
  Manifest manifest;
  /// The externalised parameters of a flow, in the order of their names.
  std::vector<ExternalParameter> parameters;
  /// Null unless the artifact is a flow whose model could be read. A flow with errors among its diagnostics may have a
  /// model all the same; it must not be deployed.
  std::shared_ptr<const FlowModel> flow;
  Diagnostics diagnostics;
};

/// What a path given to the bundle reader holds.
struct BundleSet {
  std::vector<Artifact> artifacts;
  /// Findings about the container itself, such as a damaged zip; those of a bundle stand at the bundle.
  Diagnostics diagnostics;
};

}  // namespace iflowsim
