#include "tests/architecture/text_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::architecture {
namespace {

struct Case {
  std::string path;
  std::string text;
};

class SelfRegistration : public testing::TestWithParam<Case> {};

TEST_P(SelfRegistration, IsFound) {
  const SourceTree tree = {sourceFile(GetParam().path, GetParam().text)};

  EXPECT_EQ(checkNoSelfRegistration(tree).size(), 1U) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Forms, SelfRegistration,
                         testing::Values(Case{"app/a.cpp", "static const bool kDone = registerStep(\"x\");\n"},
                                         Case{"app/a.cpp", "namespace {\nRegistrar<Step> registrar{\"x\"};\n}\n"},
                                         Case{"app/a.cpp", "__attribute__((constructor)) void start() {}\n"},
                                         Case{"app/CMakeLists.txt", "link(-Wl,--whole-archive)\n"}));

TEST(SelfRegistration, LeavesComponentFunctionsAlone) {
  const SourceTree tree = {sourceFile("runtime/steps/a.cpp",
                                      "void register_a(Registry& registry);\n"
                                      "void register_a(Registry& registry) { bool ok = registry.registerStep(1); }\n")};

  EXPECT_EQ(describe(checkNoSelfRegistration(tree)), "");
}

TEST(Names, FindsEmptyWordsAndDeepNamespaces) {
  const SourceTree tree = {sourceFile("app/a.h", "class FlowManager {};\nstruct XmlUtils;\nclass FlowImplicit;\n"),
                           sourceFile("app/b.h", "namespace iflowsim::web::odata {\nnamespace iflowsim::web {\n")};

  EXPECT_EQ(checkNames(tree).size(), 3U);
}

TEST(DocumentsNameFiles, FindsAFileThatIsNotThere) {
  const SourceTree tree = {sourceFile("app/a.h", ""),
                           sourceFile("docs/a.md", "See `app/a.h`, `app/b.h` and `runtime/base`.\n")};

  const Violations violations = checkDocumentsNameFiles(tree);

  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, 1);
}

TEST(Words, FindsMachinePathsMarksAndBanners) {
  const std::string machine_path = std::string("see /wo") + "rk/x\n";
  const std::string mark = std::string("// TO") + "DO later\n";
  const std::string banner = "//" + std::string(20, '-') + "\n";
  const SourceTree tree = {sourceFile("docs/a.md", machine_path + "../shared/wo"
                                                                  "rk/x\n"),
                           sourceFile("app/a.cpp", mark + banner)};

  EXPECT_EQ(checkWords(tree).size(), 3U);
}

}  // namespace
}  // namespace iflowsim::architecture
