#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/steps/transform/hosted_step_testkit.h"

namespace iflowsim {

void register_xslt_mapping(StepRegistry& registry);

namespace {

using ::testing::HasSubstr;
using testkit::Settings;

/// A mapping step with these properties, in a flow that has stylesheets.
struct XsltStep : testkit::HostedStepTrial {
  explicit XsltStep(const Settings& properties)
      : HostedStepTrial(register_xslt_mapping, properties,
                        testkit::resources("mapping", {"orders.xsl", "Prices.xslt", "v2/late.xsl", "rates.xml"})) {}
};

TEST(XsltMapping, CallsTheStylesheetOfItsAddress) {
  XsltStep step(Settings{{"mappingSource", "mappingSrcIflow"},
                         {"mappinguri", "dir://mapping/xslt/src/main/resources/mapping/orders.xsl"},
                         {"mappingpath", "src/main/resources/mapping/orders"},
                         {"mappingname", "orders"},
                         {"mappingoutputformat", "Bytes"}});

  EXPECT_EQ(step.run(), "orders|src/main/resources/mapping/orders.xsl|Bytes|xslt|CallActivity_1");
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

  EXPECT_EQ(step.run(), "orders|header:MAPPING|Bytes|xslt|CallActivity_1");
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
