#include <gtest/gtest.h>

#include "app/verbs/verbs_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::TemporaryFolder;

TEST(ExperimentVerb, KnowsNoOtherExperiment) {
  EXPECT_EQ(runVerb({"experiment", "alchemy"}).code, 2);
}

TEST(ExperimentVerb, RefusesATenantThatDoesNotExist) {
  const TemporaryFolder folder;

  const Ran ran = runVerb({"experiment", "renewal", (folder.path() / "nowhere").string(), "--html",
                           (folder.path() / "page.html").string()});

  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("error EXPERIMENT-002 "), std::string::npos) << ran.err;
}

TEST(ExperimentVerb, RefusesAPageThatCannotBeWrittenBeforeItMeasures) {
  const TemporaryFolder folder;

  const Ran ran = runVerb(
      {"experiment", "renewal", folder.path().string(), "--html", (folder.path() / "no" / "page.html").string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("error EXPERIMENT-004 "));
}

}  // namespace
}  // namespace iflowsim
