#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/steps/transform/hosted_step_testkit.h"

namespace iflowsim {

void register_script(StepRegistry& registry);

namespace {

using ::testing::HasSubstr;
using testkit::Settings;

/// A script step with these properties, in a flow that has these scripts.
struct ScriptStep : testkit::HostedStepTrial {
  explicit ScriptStep(const Settings& properties)
      : HostedStepTrial(register_script, properties,
                        testkit::resources("script", {"orders.groovy", "Prices.gsh", "v2/late.groovy", "Totals.js"})) {}
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
  step.engine.collections["common.scripts"] = testkit::resources("script", {"shared.groovy"});

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
  step.engine.collections["common.scripts"] = testkit::resources("script", {"other.groovy"});

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
