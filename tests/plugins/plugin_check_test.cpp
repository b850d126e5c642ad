#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/acceptance/program.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string kSample = IFLOWSIM_SAMPLE_PLUGIN;
const std::string kTenant = IFLOWSIM_SOURCE_DIR "/samples/custom-adapter/tenant";

TEST(PluginCheck, TellsHowCloseTheAdaptersOfAPluginAreAndWhoseTheyAre) {
  const Outcome outcome = runProgram({"check", "--plugin", kSample, kTenant});

  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("plug-in 'folder 1.0.0' ("));
  EXPECT_THAT(outcome.out, HasSubstr("approximated: Folder sender (type Folder): It looks by the tenant's clock"));
  EXPECT_THAT(outcome.out, HasSubstr("exact: Folder receiver (type Folder)\n"));
  EXPECT_THAT(outcome.out, HasSubstr("approximated: Folder sender 'Inbox' (MessageFlow_1), line"));
  EXPECT_THAT(outcome.out, HasSubstr(", from the plug-in 'folder 1.0.0': It looks by"));
  EXPECT_THAT(outcome.out, HasSubstr("1 of 1 artifact can be deployed."));
}

TEST(PluginCheck, TellsItToProgramsToo) {
  const Outcome outcome = runProgram({"check", "--plugin", kSample, kTenant, "--json"});

  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto document = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(document["plugins"].size(), 1U);
  EXPECT_EQ(document["plugins"][0]["name"], "folder");
  EXPECT_EQ(document["plugins"][0]["version"], "1.0.0");
  EXPECT_EQ(document["plugins"][0]["adapters"][0]["type"], "Folder");
  EXPECT_EQ(document["plugins"][0]["adapters"][0]["fidelity"], "approximated");
  EXPECT_THAT(document["artifacts"][0]["elements"].dump(), HasSubstr("\"origin\":\"folder 1.0.0\""));
}

TEST(PluginCheck, ChecksAPluginWithoutAnyBundle) {
  const Outcome outcome = runProgram({"check", "--plugin", kSample});

  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("folder 1.0.0"));
}

TEST(PluginCheck, TakesThePluginsOfATenantFolder) {
  const TemporaryFolder folder;
  fs::copy(kTenant, folder.path(), fs::copy_options::recursive);
  ASSERT_EQ(runProgram({"check", folder.path().string()}).status, 1);
  fs::create_directories(folder.path() / "plugins");
  fs::copy(kSample, folder.path() / "plugins");

  const Outcome outcome = runProgram({"check", folder.path().string()});
  const Outcome by_option =
      runProgram({"check", (folder.path() / "flows").string(), "--tenant", folder.path().string()});

  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_EQ(by_option.status, 0) << by_option.out << by_option.err;
}

TEST(PluginCheck, EndsWith2AndTheReasonWhenAPluginDoesNotFit) {
  const Outcome outcome = runProgram({"check", "--plugin", IFLOWSIM_FAULTY_PLUGINS "/other_version.so", kTenant});

  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("error PLUGIN-004 "));
  EXPECT_THAT(outcome.err, HasSubstr("version 999"));
  EXPECT_THAT(outcome.err, HasSubstr("Build it again"));
}

TEST(PluginCheck, WantsSomethingToCheck) {
  const Outcome outcome = runProgram({"check"});

  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("Name a bundle to check, or a library with --plugin."));
}

}  // namespace
}  // namespace iflowsim::testing
