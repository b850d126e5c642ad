#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine.h"
#include "app/plugins/plugin_library.h"
#include "app/plugins/plugins.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

fs::path faulty(const std::string& name) {
  return fs::path(IFLOWSIM_FAULTY_PLUGINS) / (name + ".so");
}

class PluginLoading : public ::testing::Test {
 protected:
  /// The one finding of a library that does not fit; it must name the file and say what to do.
  Diagnostic refusal(const fs::path& library) {
    const Diagnostics findings = plugins.load(library);
    EXPECT_EQ(findings.size(), 1U) << findings.toText();
    EXPECT_TRUE(findings.hasErrors());
    EXPECT_TRUE(plugins.loaded().empty());
    EXPECT_EQ(components.adapters().all().size(), built_in);
    if (findings.empty()) return {};
    const Diagnostic& finding = findings.items().front();
    EXPECT_EQ(finding.place.file, library.string());
    EXPECT_FALSE(finding.remedy.empty());
    return finding;
  }

  Components components;
  std::size_t built_in = components.adapters().all().size();
  Plugins plugins{components.adapters()};
  TemporaryFolder folder;
};

TEST_F(PluginLoading, AddsTheAdaptersOfAPluginAndNamesTheirOrigin) {
  const Diagnostics findings = plugins.load(fs::path(IFLOWSIM_SAMPLE_PLUGIN));

  ASSERT_TRUE(findings.empty()) << findings.toText();
  ASSERT_EQ(plugins.loaded().size(), 1U);
  EXPECT_EQ(plugins.loaded().front().title(), "folder 1.0.0");
  EXPECT_EQ(plugins.loaded().front().adapters.size(), 2U);
  const AdapterSpec* sender = components.adapters().find("Folder", Direction::Sender);
  ASSERT_NE(sender, nullptr);
  EXPECT_EQ(sender->origin, "folder 1.0.0");
  EXPECT_EQ(components.adapters().find("HTTPS", Direction::Sender)->origin, "");
}

TEST_F(PluginLoading, LeavesAloneWhatIsLoadedAlready) {
  const fs::path sample(IFLOWSIM_SAMPLE_PLUGIN);
  const fs::path by_another_name = folder.path() / "again.so";
  fs::create_symlink(sample, by_another_name);

  EXPECT_TRUE(plugins.load(sample).empty());
  EXPECT_TRUE(plugins.load(sample).empty());
  EXPECT_TRUE(plugins.load(by_another_name).empty());

  EXPECT_EQ(plugins.loaded().size(), 1U);
}

TEST_F(PluginLoading, RefusesWhatIsNotThere) {
  const Diagnostic finding = refusal(folder.path() / "none.so");

  EXPECT_EQ(finding.code, "PLUGIN-001");
  EXPECT_EQ(finding.message, "There is no such file.");
}

TEST_F(PluginLoading, RefusesWhatIsNoLibraryWithTheReasonOfTheSystem) {
  const Diagnostic finding = refusal(folder.write("notes.so", "no library"));

  EXPECT_EQ(finding.code, "PLUGIN-002");
  EXPECT_THAT(finding.message, HasSubstr("The library cannot be loaded: file too short."));
}

TEST_F(PluginLoading, RefusesALibraryThatIsNoPlugin) {
  const Diagnostic finding = refusal(faulty("nameless"));

  EXPECT_EQ(finding.code, "PLUGIN-003");
  EXPECT_THAT(finding.message, HasSubstr("it has no function iflowsimPlugin."));
  EXPECT_THAT(finding.remedy, HasSubstr("IFLOWSIM_PLUGIN"));
}

TEST_F(PluginLoading, RefusesAnotherInterfaceVersionAndNamesBoth) {
  const Diagnostic finding = refusal(faulty("other_version"));

  EXPECT_EQ(finding.code, "PLUGIN-004");
  EXPECT_EQ(finding.message,
            "The plug-in was built for version 999 of the plug-in interface; this program has version " +
                std::to_string(kPluginInterface) + '.');
}

TEST_F(PluginLoading, RefusesAnotherCompilerAndNamesBoth) {
  const Diagnostic finding = refusal(faulty("other_compiler"));

  EXPECT_EQ(finding.code, "PLUGIN-005");
  EXPECT_EQ(finding.message, "The plug-in was built with gcc 4, libstdc++ 4 cxx11 0; this program with " +
                                 std::string(kPluginAbi) + '.');
}

TEST_F(PluginLoading, RefusesTypesOfOtherHeaders) {
  const Diagnostic finding = refusal(faulty("other_types"));

  EXPECT_EQ(finding.code, "PLUGIN-005");
  EXPECT_THAT(finding.message, HasSubstr("The types the plug-in was compiled with are not those of this program."));
}

TEST_F(PluginLoading, RefusesAnAdapterThatIsThereAndNamesItsHolder) {
  const Diagnostic finding = refusal(faulty("taken"));

  EXPECT_EQ(finding.code, "PLUGIN-006");
  EXPECT_EQ(finding.message, "The plug-in's sender adapter 'HTTPS' is there already: 'HTTPS sender' is built in.");
}

TEST_F(PluginLoading, UsesNoAdapterOfAPluginWhenOneCannotBeUsed) {
  const Diagnostic finding = refusal(faulty("halfway"));

  EXPECT_EQ(finding.code, "PLUGIN-006");
  EXPECT_EQ(components.adapters().find("Pigeon", Direction::Sender), nullptr);
}

TEST_F(PluginLoading, SurvivesAnExceptionWhileAPluginRegisters) {
  const Diagnostic finding = refusal(faulty("throwing"));

  EXPECT_EQ(finding.code, "PLUGIN-007");
  EXPECT_EQ(finding.message, "The plug-in failed while it registered its adapters: The licence has expired.");
}

TEST_F(PluginLoading, RefusesAnAdapterThatNothingCanBeBuiltFrom) {
  const Diagnostic finding = refusal(faulty("unbuildable"));

  EXPECT_EQ(finding.code, "PLUGIN-008");
  EXPECT_THAT(finding.message, HasSubstr("receiver adapter 'Pigeon'"));
}

TEST_F(PluginLoading, TakesTheGoodOnesOfAFolderAndReportsTheOthers) {
  fs::create_directories(folder.path() / "plugins");
  fs::copy(faulty("throwing"), folder.path() / "plugins" / "a.so");
  fs::copy(IFLOWSIM_SAMPLE_PLUGIN, folder.path() / "plugins" / "b.so");
  folder.write("plugins/README.md", "not for loading");

  const Diagnostics findings = plugins.loadTenant(folder.path());

  ASSERT_EQ(findings.size(), 1U) << findings.toText();
  EXPECT_EQ(findings.items().front().code, "PLUGIN-007");
  EXPECT_EQ(plugins.loaded().size(), 1U);
}

TEST_F(PluginLoading, FindsNoneInATenantWithoutAFolderForThem) {
  EXPECT_TRUE(plugins.loadTenant(folder.path()).empty());
  EXPECT_TRUE(plugins.loaded().empty());
}

}  // namespace
}  // namespace iflowsim
