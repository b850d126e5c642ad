#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/compiler/flow_compiler.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_services.h"
#include "tests/support/flow_builder.h"

namespace iflowsim {

/// A flow, the compiler's surroundings and tiny steps: `Mark` and `StartEvent` add their name to the header `trail`,
/// `Fork` follows the path of the header `way`, `Call` calls the process `process` while the header `calls` counts
/// down, `Send` calls the receiver of its channel, `Express` compiles `text` in `language`, `Wait` may block, `Fail`
/// throws `text` as FlowError, `Crash` throws it as a foreign exception, `Warn` reports a warning.
class CompilerBench {
 public:
  CompilerBench();

  NodeGraph& main() { return model->processes.front().graph; }
  /// Compiles the flow; what was found is in `diagnostics`.
  std::shared_ptr<const CompiledFlow> compile();
  /// Runs the first entry and gives the trail.
  std::string run(const CompiledFlow& flow, const Headers& headers = {});

  FakeServices services;
  Registries registries;
  /// How often each node was built.
  std::map<std::string, int> builds;
  Diagnostics diagnostics;
  /// Has a process `Main`.
  std::shared_ptr<FlowModel> model = emptyFlow("orders");
  /// The run of `run`.
  std::shared_ptr<Run> last;

 private:
  void addStep(const std::string& kind, bool ends_path, std::function<StepPtr(BuildContext&, const Node&)> build);
};

/// A sender that brings nothing.
class IdleSender final : public Sender {
 public:
  Result<void> start(std::shared_ptr<FlowRunner> /*runner*/) override { return {}; }
  void stop() override {}
};

}  // namespace iflowsim
