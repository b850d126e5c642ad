#include "runtime/base/diagnostic.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Diagnostic, NamesPlaceElementAndRemedy) {
  const Diagnostic finding{.severity = Severity::Error,
                           .code = "ROUTE-003",
                           .place = {"orders.zip!orders.iflw", 212, 5},
                           .element_kind = "Router",
                           .element_name = "By country",
                           .element_id = "ExclusiveGateway_12",
                           .message = "branch 'DE' has no condition.",
                           .remedy = "Add one, or make it the default branch."};

  EXPECT_EQ(
      finding.toText(),
      "error ROUTE-003 orders.zip!orders.iflw:212:5 Router 'By country' (ExclusiveGateway_12): branch 'DE' has no "
      "condition. Add one, or make it the default branch.");
}

TEST(Diagnostics, AreErrorsOnlyWhenOneIs) {
  Diagnostics diagnostics;
  diagnostics.add({.severity = Severity::Warning, .code = "PARAM-001"});
  EXPECT_FALSE(diagnostics.hasErrors());

  diagnostics.add({.severity = Severity::Error, .code = "PARAM-002"});

  EXPECT_TRUE(diagnostics.hasErrors());
}

}  // namespace
}  // namespace iflowsim
