#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/spi/build_context.h"
#include "runtime/spi/script_engine.h"
#include "runtime/spi/step.h"

/// What steps have in common that let the script engine work on the message: scripts and stylesheets.
namespace iflowsim {

/// What such a step calls the thing it runs.
struct HostedKind {
  /// `script` or `stylesheet`.
  std::string word;
  /// The code of the warning that it does not compile.
  std::string problem_code;
};

/// The first of these paths among the files of a bundle; when there is none, the first file that differs from one of
/// them in case only. None when there is no such file either.
std::optional<std::string> findFile(const Resources& files, const std::vector<std::string>& wanted);

/// The step that runs the entry. What does not compile is reported as a warning, and its messages fail; null, with the
/// error reported, when the engine cannot run anything. The flow's services have an engine.
StepPtr hostedStep(BuildContext& context, const Node& node, const HostedKind& kind, const ScriptBundle& bundle,
                   const ScriptEntry& entry);

}  // namespace iflowsim
