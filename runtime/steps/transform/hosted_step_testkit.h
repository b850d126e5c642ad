#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"
#include "tests/support/fake_build_context.h"

/// What the tests of steps that run in the script host have in common.
namespace iflowsim::testkit {

/// Writes into the body what was called, as `bundle|file|function|language|step`.
class FakeScriptEngine final : public ScriptEngine {
 public:
  Result<ScriptPtr> compile(const ScriptBundle& bundle, const ScriptEntry& entry, const ScriptCaller& caller) override {
    if (no_host) return failure("SCRIPT-005", "There is no Java on this machine.");
    return std::make_shared<const TracingScript>(
        bundle.id + '|' + entry.file + '|' + entry.function + '|' + nameOf(entry.language) + '|' + caller.step_id,
        problem);
  }
  std::optional<ScriptBundle> collection(const std::string& id) const override {
    const auto found = collections.find(id);
    return found == collections.end() ? std::nullopt : std::optional(ScriptBundle{id, found->second});
  }

  bool no_host = false;
  /// Of everything that is compiled.
  std::optional<ScriptProblem> problem;
  std::map<std::string, Resources> collections;

 private:
  class TracingScript final : public Script {
   public:
    TracingScript(std::string trace, std::optional<ScriptProblem> problem)
        : trace_(std::move(trace)), problem_(std::move(problem)) {}
    const std::optional<ScriptProblem>& problem() const override { return problem_; }
    void run(Exchange& exchange) const override { exchange.setBody(Body(trace_)); }

   private:
    std::string trace_;
    std::optional<ScriptProblem> problem_;
  };

  static std::string nameOf(ScriptLanguage language) {
    if (language == ScriptLanguage::Groovy) return "groovy";
    return language == ScriptLanguage::JavaScript ? "javascript" : "xslt";
  }
};

/// Files of these names below `src/main/resources/`.
inline Resources resources(const std::string& folder, const std::vector<std::string>& names) {
  Resources files;
  for (const std::string& name : names) {
    files["src/main/resources/" + folder + '/' + name] = std::make_shared<const std::string>("any text");
  }
  return files;
}

using Settings = std::map<std::string, std::string>;

/// A step with these properties, in a flow that has these files.
struct HostedStepTrial {
  using Register = void (*)(StepRegistry& registry);

  HostedStepTrial(Register add, const Settings& properties, Resources files) {
    services.services.scripts = &engine;
    context.model.resources = std::move(files);
    node.id = "CallActivity_1";
    for (const auto& [key, value] : properties) node.properties.set(key, value);
    add(registry);
  }

  StepPtr build() { return registry.all().front()->build(context, node); }
  /// What was called, or the text of the exception.
  std::string run() {
    const StepPtr step = build();
    if (!step) return "not built";
    try {
      EXPECT_EQ(step->process(exchange), Signal::Continue);
      return exchange.body().text();
    } catch (const FlowError& error) {
      return error.describe();
    }
  }
  std::string findings() const { return context.diagnostics.toText(); }

  FakeScriptEngine engine;
  FakeServices services;
  FakeBuildContext context{services};
  StepRegistry registry;
  Node node;
  Run log{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, services.clock};
  Exchange exchange{log};
};

}  // namespace iflowsim::testkit
