#include "app/configured_parameters.h"

#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using Values = std::map<std::string, std::string>;

TEST(ConfiguredParameters, AreThoseOfTheFlowsFile) {
  const testing::TemporaryFolder tenant;
  tenant.write("parameters/Orders.prop", "Port=8080\n");
  Diagnostics findings;

  EXPECT_EQ(readConfiguredParameters(tenant.path(), "Orders", findings), Values({{"Port", "8080"}}));
  EXPECT_EQ(readConfiguredParameters(tenant.path(), "Invoices", findings), Values());
  EXPECT_TRUE(findings.empty());
}

TEST(ConfiguredParameters, AreNoneAndSayWhyWhenTheirFileIsWrong) {
  const testing::TemporaryFolder tenant;
  tenant.write("parameters/Broken.prop", "a=\\u12");
  tenant.write("parameters/Folder.prop/inside", "");

  for (const char* flow : {"Broken", "Folder"}) {
    Diagnostics findings;

    EXPECT_EQ(readConfiguredParameters(tenant.path(), flow, findings), Values());
    const Diagnostic finding = testing::findingOf(findings, "PARAM-007");
    EXPECT_EQ(finding.place.file, configuredParametersFile(tenant.path(), flow)) << flow;
    EXPECT_EQ(finding.element_name, flow);
    EXPECT_NE(finding.remedy, "");
  }
}

}  // namespace
}  // namespace iflowsim
