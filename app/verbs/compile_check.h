#pragma once

#include <memory>
#include <vector>

#include "iflows/bundle/artifact.h"
#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

class Components;

/// Compiles flows one after the other as if they were for one tenant, without deploying them: nothing is started,
/// called or stored.
class CompileCheck {
 public:
  /// The components outlive the check.
  explicit CompileCheck(const Components& components);
  ~CompileCheck();
  CompileCheck(const CompileCheck&) = delete;
  CompileCheck& operator=(const CompileCheck&) = delete;

  /// What stands beside the flows, such as the script collections they use; takes the place of what was known.
  void know(const std::vector<Artifact>& artifacts);
  /// What the compiler finds in the flow, and as warnings `ENDPOINT-001` and `ENDPOINT-002` for addresses that flows
  /// checked before have: deployed beside them it would not start. Source: runtime-behaviour 2.0, 2.1.
  Diagnostics check(const std::shared_ptr<const FlowModel>& flow);

 private:
  class Ground;
  const Components& components_;
  std::unique_ptr<Ground> ground_;
};

}  // namespace iflowsim
