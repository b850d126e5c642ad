#pragma once

#include <memory>
#include <string>

#include "iflows/bundle/bundle_limits.h"
#include "iflows/bundle/parameters.h"
#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// What the flow is called and where its definition lies.
struct FlowIdentity {
  std::string id;
  std::string name;
  std::string version;
  /// The bundle, and the `.iflw` in it, for diagnostics.
  std::string bundle;
  std::string file;
};

/// Reads the BPMN text of an integration flow into a model and checks its graph. All findings go to the diagnostics;
/// those of parameters stay in `parameters`. Null when there is no model to speak of: not readable as XML, no BPMN
/// definitions (`IFLW-001`), no collaboration (`IFLW-002`), no process (`IFLW-003`), more than one exception subprocess
/// in a process (`IFLW-004`, the first is kept) or more nodes than allowed (`LIMIT-008`).
std::shared_ptr<FlowModel> readFlow(const std::string& text, const FlowIdentity& identity, ParameterValues& parameters,
                                    const BundleLimits& limits, Diagnostics& diagnostics);

}  // namespace iflowsim
