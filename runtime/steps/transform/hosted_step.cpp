#include "runtime/steps/transform/hosted_step.h"

#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Lets the engine work on the message.
class HostedStep final : public Step {
 public:
  explicit HostedStep(ScriptPtr script) : script_(std::move(script)) {}

  Signal process(Exchange& exchange) const override {
    script_->run(exchange);
    return Signal::Continue;
  }
  bool mayBlock() const override { return true; }

 private:
  ScriptPtr script_;
};

std::string problemText(const HostedKind& kind, const std::string& file, const ScriptProblem& problem) {
  std::string place = file;
  if (problem.line > 0) place += ':' + std::to_string(problem.line);
  if (problem.line > 0 && problem.column > 0) place += ':' + std::to_string(problem.column);
  return "The " + kind.word + " does not compile, so every message fails here. " + place + ": " + problem.text + '.';
}

}  // namespace

std::optional<std::string> findFile(const Resources& files, const std::vector<std::string>& wanted) {
  for (const std::string& path : wanted) {
    if (files.contains(path)) return path;
  }
  for (const std::string& path : wanted) {
    for (const auto& [similar, content] : files) {
      if (equalsIgnoreCase(similar, path)) return similar;
    }
  }
  return std::nullopt;
}

StepPtr hostedStep(BuildContext& context, const Node& node, const HostedKind& kind, const ScriptBundle& bundle,
                   const ScriptEntry& entry) {
  auto script = context.services().scripts->compile(bundle, entry, {context.flow().id, node.id});
  if (!script) {
    context.report(Severity::Error, script.error().code, node, script.error().text, "");
    return nullptr;
  }
  if (const auto& problem = (*script)->problem()) {
    context.report(Severity::Warning, kind.problem_code, node, problemText(kind, entry.file, *problem),
                   "Correct the " + kind.word + '.');
  }
  return std::make_shared<HostedStep>(*std::move(script));
}

}  // namespace iflowsim
