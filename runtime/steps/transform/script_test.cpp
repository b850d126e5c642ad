#include <functional>
#include <map>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {

void register_script(StepRegistry& registry);

namespace {

using ::testing::HasSubstr;

/// Writes into the body which function of which file was called.
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

class FakeScriptEngine final : public ScriptEngine {
 public:
  Result<ScriptPtr> compile(const ScriptBundle& bundle, const ScriptEntry& entry, const ScriptCaller& caller) override {
    if (no_host) return failure("SCRIPT-005", "There is no Java on this machine.");
    const std::string language = entry.language == ScriptLanguage::Groovy ? "groovy" : "javascript";
    return std::make_shared<const TracingScript>(
        bundle.id + '|' + entry.file + '|' + entry.function + '|' + language + '|' + caller.step_id, problem);
  }
  std::optional<ScriptBundle> collection(const std::string& id) const override {
    const auto found = collections.find(id);
    return found == collections.end() ? std::nullopt : std::optional(ScriptBundle{id, found->second});
  }

  bool no_host = false;
  std::optional<ScriptProblem> problem;
  std::map<std::string, Resources> collections;
};

Resources scripts(const std::vector<std::string>& names) {
  Resources files;
  for (const std::string& name : names) {
    files["src/main/resources/script/" + name] = std::make_shared<const std::string>("// a script");
  }
  return files;
}

using Settings = std::map<std::string, std::string>;

/// A script step with these properties, in a flow that has these scripts.
struct ScriptStep {
  explicit ScriptStep(const std::map<std::string, std::string>& properties) {
    services.services.scripts = &engine;
    context.model.resources = scripts({"orders.groovy", "Prices.gsh", "v2/late.groovy", "Totals.js"});
    node.id = "CallActivity_1";
    for (const auto& [key, value] : properties) node.properties.set(key, value);
    register_script(registry);
  }

  StepPtr build() { return registry.find("Script/GroovyScript")->build(context, node); }
  /// What the script was called with, or the text of the exception.
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

TEST(Script, CallsProcessDataOfTheFileInTheFlow) {
  ScriptStep step(Settings{{"script", "orders.groovy"}, {"scriptFunction", ""}, {"scriptBundleId", ""}});

  EXPECT_EQ(step.run(), "orders|src/main/resources/script/orders.groovy|processData|groovy|CallActivity_1");
  EXPECT_TRUE(step.context.diagnostics.empty()) << step.findings();
}

TEST(Script, CallsTheFunctionOfTheStep) {
  ScriptStep step(Settings{{"script", "orders.groovy"}, {"scriptFunction", "sum"}});

  EXPECT_THAT(step.run(), HasSubstr("|sum|"));
}

// P-SCRIPT-001
TEST(Script, FindsItsFileWithoutEndingAndInAnyCase) {
  for (const auto& [name, file] : std::map<std::string, std::string>{{"orders", "orders.groovy"},
                                                                     {"ORDERS.groovy", "orders.groovy"},
                                                                     {"Prices", "Prices.gsh"},
                                                                     {"/script/orders.groovy", "orders.groovy"},
                                                                     {"v2/late.groovy", "v2/late.groovy"}}) {
    ScriptStep step(Settings{{"script", name}});

    EXPECT_THAT(step.run(), HasSubstr("/script/" + file + '|')) << name;
  }
}

TEST(Script, TellsJavaScriptByTheEndingOfItsFile) {
  ScriptStep step(Settings{{"script", "Totals"}});

  EXPECT_THAT(step.run(), HasSubstr("/script/Totals.js|processData|javascript|"));
}

TEST(Script, IsTheStepOfBothLanguages) {
  ScriptStep step(Settings{{"script", "Totals.js"}});

  EXPECT_EQ(step.registry.find("Script/JavaScript"), step.registry.find("Script/GroovyScript"));
}

TEST(Script, MayBlock) {
  ScriptStep step(Settings{{"script", "orders.groovy"}});

  EXPECT_TRUE(step.build()->mayBlock());
}

TEST(Script, TakesAScriptOfACollection) {
  ScriptStep step(Settings{{"script", "shared.groovy"}, {"scriptBundleId", "common.scripts"}});
  step.engine.collections["common.scripts"] = scripts({"shared.groovy"});

  EXPECT_THAT(step.run(), HasSubstr("common.scripts|src/main/resources/script/shared.groovy|"));
}

// P-SCRIPT-002
TEST(Script, FailsMessagesWhenTheCollectionIsNotThere) {
  ScriptStep step(Settings{{"script", "shared.groovy"}, {"scriptBundleId", "common.scripts"}});

  EXPECT_EQ(step.run(), "javax.script.ScriptException: The script collection 'common.scripts' is not deployed.");
  EXPECT_THAT(step.findings(), HasSubstr("warning SCRIPT-003"));
}

TEST(Script, FailsMessagesWhenTheCollectionLacksTheScript) {
  ScriptStep step(Settings{{"script", "shared.groovy"}, {"scriptBundleId", "common.scripts"}});
  step.engine.collections["common.scripts"] = scripts({"other.groovy"});

  EXPECT_EQ(step.run(),
            "javax.script.ScriptException: The script collection 'common.scripts' has no script 'shared.groovy'.");
  EXPECT_THAT(step.findings(), HasSubstr("Its scripts: other.groovy."));
}

// P-SCRIPT-003
TEST(Script, IsDeployedThoughItsScriptDoesNotCompile) {
  ScriptStep step(Settings{{"script", "orders.groovy"}});
  step.engine.problem = ScriptProblem{.line = 1, .column = 25, .text = "unable to resolve class Message"};

  EXPECT_NE(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("warning SCRIPT-004"));
  EXPECT_THAT(step.findings(),
              HasSubstr("src/main/resources/script/orders.groovy:1:25: unable to resolve class Message."));
}

TEST(Script, IsNotDeployedWithoutAScript) {
  ScriptStep step(Settings{{"script", " "}});

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-001"));
}

TEST(Script, IsNotDeployedWhenTheFileIsMissing) {
  ScriptStep step(Settings{{"script", "order.groovy"}});

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-002"));
  EXPECT_THAT(step.findings(), HasSubstr("there are: Prices.gsh, Totals.js, orders.groovy, v2/late.groovy."));
}

TEST(Script, IsNotDeployedWhereScriptsCannotRun) {
  ScriptStep step(Settings{{"script", "orders.groovy"}});
  step.engine.no_host = true;

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-005"));
  EXPECT_THAT(step.findings(), HasSubstr("There is no Java on this machine."));
}

TEST(Script, IsNotDeployedWhereScriptsAreSwitchedOff) {
  ScriptStep step(Settings{{"script", "orders.groovy"}});
  step.services.services.scripts = nullptr;

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-005"));
}

}  // namespace
}  // namespace iflowsim
