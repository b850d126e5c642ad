#include <gtest/gtest.h>

#include "tests/architecture/include_rules.h"
#include "tests/architecture/project_tree.h"
#include "tests/architecture/size_rules.h"
#include "tests/architecture/text_rules.h"

namespace iflowsim::architecture {
namespace {

TEST(Project, IsReadWhole) {
  EXPECT_GT(projectTree().size(), 50U) << "the project's files were not found under " IFLOWSIM_SOURCE_DIR;
}

TEST(Project, IncludesOnlyInTheAllowedDirections) {
  expectNone(checkIncludeDirections(projectTree()));
}

TEST(Project, SpellsIncludesFromTheRoot) {
  expectNone(checkIncludesFromRoot(projectTree()));
}

TEST(Project, IncludesTheOwnHeaderFirst) {
  expectNone(checkOwnHeaderFirst(projectTree()));
}

TEST(Project, ShowsNoLibraryInSeamHeaders) {
  expectNone(checkSeamHeadersShowNoLibrary(projectTree()));
}

TEST(Project, KeepsFilesSmall) {
  expectNone(checkFileSizes(projectTree()));
}

TEST(Project, KeepsFunctionsShort) {
  expectNone(checkFunctionSizes(projectTree()));
}

TEST(Project, KeepsParametersFew) {
  expectNone(checkParameterCounts(projectTree()));
}

TEST(Project, RegistersNothingWhileLoading) {
  expectNone(checkNoSelfRegistration(projectTree()));
}

TEST(Project, NamesThingsForWhatTheyAre) {
  expectNone(checkNames(projectTree()));
}

TEST(Project, NamesOnlyFilesThatExist) {
  expectNone(checkDocumentsNameFiles(projectTree()));
}

TEST(Project, IsFreeOfMachinePathsAndUnfinishedMarks) {
  expectNone(checkWords(projectTree()));
}

}  // namespace
}  // namespace iflowsim::architecture
