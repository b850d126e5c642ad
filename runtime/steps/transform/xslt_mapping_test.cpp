#include <map>
#include <optional>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {

void register_xslt_mapping(StepRegistry& registry);

namespace {

using ::testing::HasSubstr;

/// Writes into the body which stylesheet was called for which form.
class TracingStylesheet final : public Script {
 public:
  TracingStylesheet(std::string trace, std::optional<ScriptProblem> problem)
      : trace_(std::move(trace)), problem_(std::move(problem)) {}
  const std::optional<ScriptProblem>& problem() const override { return problem_; }
  void run(Exchange& exchange) const override { exchange.setBody(Body(trace_)); }

 private:
  std::string trace_;
  std::optional<ScriptProblem> problem_;
};

class FakeXsltEngine final : public ScriptEngine {
 public:
  Result<ScriptPtr> compile(const ScriptBundle& bundle, const ScriptEntry& entry, const ScriptCaller& caller) override {
    if (no_host) return failure("SCRIPT-005", "There is no Java on this machine.");
    EXPECT_EQ(entry.language, ScriptLanguage::Xslt);
    return std::make_shared<const TracingStylesheet>(
        bundle.id + '|' + entry.file + '|' + entry.function + '|' + caller.step_id, problem);
  }
  std::optional<ScriptBundle> collection(const std::string& /*id*/) const override { return std::nullopt; }

  bool no_host = false;
  std::optional<ScriptProblem> problem;
};

using Settings = std::map<std::string, std::string>;

/// A mapping step with these properties, in a flow that has stylesheets.
struct XsltStep {
  explicit XsltStep(const Settings& properties) {
    services.services.scripts = &engine;
    for (const char* name : {"orders.xsl", "Prices.xslt", "v2/late.xsl", "rates.xml"}) {
      context.model.resources["src/main/resources/mapping/" + std::string(name)] =
          std::make_shared<const std::string>("<!-- a stylesheet -->");
    }
    node.id = "CallActivity_1";
    for (const auto& [key, value] : properties) node.properties.set(key, value);
    register_xslt_mapping(registry);
  }

  StepPtr build() { return registry.find("Mapping/XSLTMapping")->build(context, node); }
  /// What was called.
  std::string run() {
    const StepPtr step = build();
    if (!step) return "not built";
    EXPECT_EQ(step->process(exchange), Signal::Continue);
    return exchange.body().text();
  }
  std::string findings() const { return context.diagnostics.toText(); }

  FakeXsltEngine engine;
  FakeServices services;
  FakeBuildContext context{services};
  StepRegistry registry;
  Node node;
  Run log{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, services.clock};
  Exchange exchange{log};
};

TEST(XsltMapping, CallsTheStylesheetOfItsAddress) {
  XsltStep step(Settings{{"mappingSource", "mappingSrcIflow"},
                         {"mappinguri", "dir://mapping/xslt/src/main/resources/mapping/orders.xsl"},
                         {"mappingpath", "src/main/resources/mapping/orders"},
                         {"mappingname", "orders"},
                         {"mappingoutputformat", "Bytes"}});

  EXPECT_EQ(step.run(), "orders|src/main/resources/mapping/orders.xsl|Bytes|CallActivity_1");
  EXPECT_TRUE(step.context.diagnostics.empty()) << step.findings();
}

TEST(XsltMapping, FindsItsFileByPathWithoutEndingAndInAnyCase) {
  for (const auto& [name, file] : Settings{{"src/main/resources/mapping/orders", "orders.xsl"},
                                           {"orders", "orders.xsl"},
                                           {"prices", "Prices.xslt"},
                                           {"/mapping/v2/late.xsl", "v2/late.xsl"}}) {
    XsltStep step(Settings{{"mappingpath", name}});

    EXPECT_THAT(step.run(), HasSubstr("/mapping/" + file + "|Bytes|")) << name;
  }
}

TEST(XsltMapping, AsksForTextWhereTheStepSaysSo) {
  XsltStep step(Settings{{"mappingpath", "orders"}, {"mappingoutputformat", "String"}});

  EXPECT_THAT(step.run(), HasSubstr("|String|"));
}

TEST(XsltMapping, LeavesAStylesheetOfAHeaderToTheMessage) {
  XsltStep step(Settings{{"mappingSource", "mappingSrcHeader"}, {"mappingHeaderNameKey", "MAPPING"}});

  EXPECT_EQ(step.run(), "orders|header:MAPPING|Bytes|CallActivity_1");
}

TEST(XsltMapping, MayBlock) {
  XsltStep step(Settings{{"mappingpath", "orders"}});

  EXPECT_TRUE(step.build()->mayBlock());
}

TEST(XsltMapping, IsNotDeployedWithoutAStylesheet) {
  for (const char* from : {"mappingSrcIflow", "mappingSrcHeader"}) {
    XsltStep step(Settings{{"mappingSource", from}, {"mappinguri", " "}});

    EXPECT_EQ(step.build(), nullptr);
    EXPECT_THAT(step.findings(), HasSubstr("error XSLT-001")) << from;
  }
}

TEST(XsltMapping, IsNotDeployedWhenTheFileIsMissing) {
  for (const char* name : {"order", "rates.xml"}) {
    XsltStep step(Settings{{"mappingpath", name}});

    EXPECT_EQ(step.build(), nullptr);
    EXPECT_THAT(step.findings(), HasSubstr("error XSLT-002"));
    EXPECT_THAT(step.findings(), HasSubstr("there are: mapping/Prices.xslt, mapping/orders.xsl, mapping/v2/late.xsl."));
  }
}

// P-XSLT-001
TEST(XsltMapping, IsDeployedThoughItsStylesheetDoesNotCompile) {
  XsltStep step(Settings{{"mappingpath", "orders"}});
  step.engine.problem = ScriptProblem{.line = 7, .text = "Cannot find a template named x"};

  EXPECT_NE(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("warning XSLT-003"));
  EXPECT_THAT(step.findings(), HasSubstr("src/main/resources/mapping/orders.xsl:7: Cannot find a template named x."));
}

TEST(XsltMapping, IsNotDeployedWhereScriptsCannotRun) {
  XsltStep step(Settings{{"mappingpath", "orders"}});
  step.engine.no_host = true;

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-005"));
}

TEST(XsltMapping, IsNotDeployedWhereScriptsAreSwitchedOff) {
  XsltStep step(Settings{{"mappingpath", "orders"}});
  step.services.services.scripts = nullptr;

  EXPECT_EQ(step.build(), nullptr);
  EXPECT_THAT(step.findings(), HasSubstr("error SCRIPT-005"));
}

}  // namespace
}  // namespace iflowsim
