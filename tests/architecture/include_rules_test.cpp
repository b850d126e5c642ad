#include "tests/architecture/include_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::architecture {
namespace {

struct Case {
  std::string path;
  std::string include;
};

class ForbiddenInclude : public testing::TestWithParam<Case> {};
class AllowedInclude : public testing::TestWithParam<Case> {};

SourceTree including(const Case& one) {
  return {sourceFile(one.path, "#include <string>\n#include \"" + one.include + "\"\n")};
}

TEST_P(ForbiddenInclude, IsFound) {
  const Violations violations = checkIncludeDirections(including(GetParam()));

  ASSERT_EQ(violations.size(), 1U) << GetParam().path << " includes " << GetParam().include;
  EXPECT_EQ(violations[0].line, 2);
}

INSTANTIATE_TEST_SUITE_P(
    Rooms, ForbiddenInclude,
    testing::Values(
        Case{"runtime/base/a.h", "runtime/message/body.h"}, Case{"runtime/message/a.h", "runtime/spi/step.h"},
        Case{"iflows/model/a.cpp", "iflows/bundle/zip.h"}, Case{"runtime/spi/a.h", "runtime/steps/a.h"},
        Case{"iflows/inspect/a.cpp", "runtime/spi/registry.h"}, Case{"runtime/steps/a.cpp", "adapters/http/http.h"},
        Case{"runtime/channel/a.cpp", "security/auth/basic.h"}, Case{"runtime/channel/a.cpp", "app/main.h"},
        Case{"adapters/http/a.cpp", "adapters/https/b.h"}, Case{"adapters/http/a.cpp", "runtime/steps/call/send.h"},
        Case{"adapters/http/a.cpp", "tests/support/manual_clock.h"},
        Case{"adapters/http/a.cpp", "iflows/bundle/bundle_reader.h"},
        Case{"adapters/http/a_test.cpp", "adapters/https/b.h"}, Case{"values/a.cpp", "runtime/store/sqlite/a.h"},
        Case{"values/a.cpp", "security/mapping/yaml_reader.h"},
        Case{"security/front/a.cpp", "iflows/model/flow_model.h"},
        Case{"web/odata/a.cpp", "runtime/compiler/compiler.h"},
        Case{"lab/stubs/a.cpp", "runtime/compiler/compiler.h"}));

TEST_P(AllowedInclude, IsLeftAlone) {
  EXPECT_EQ(describe(checkIncludeDirections(including(GetParam()))), "");
}

INSTANTIATE_TEST_SUITE_P(Rooms, AllowedInclude,
                         testing::Values(Case{"runtime/message/a.h", "runtime/base/text.h"},
                                         Case{"iflows/bundle/a.cpp", "iflows/model/flow_model.h"},
                                         Case{"runtime/steps/a.cpp", "runtime/spi/step.h"},
                                         Case{"adapters/http/a.cpp", "adapters/http/b.h"},
                                         Case{"adapters/http/a.cpp", "adapters/shared/b.h"},
                                         Case{"adapters/http/a_test.cpp", "tests/support/manual_clock.h"},
                                         Case{"adapters/http/a_test.cpp", "iflows/bundle/bundle_reader.h"},
                                         Case{"adapters/http/a.cpp", "runtime/spi/adapter.h"},
                                         Case{"values/a.cpp", "iflows/bundle/artifact.h"},
                                         Case{"security/front/a.cpp", "runtime/spi/http.h"},
                                         Case{"web/odata/a.cpp", "runtime/channel/deployments.h"},
                                         Case{"app/main.cpp", "adapters/http/a.h"}));

TEST(IncludesFromRoot, FindsAnIncludeBesideTheFile) {
  const SourceTree tree = {sourceFile("runtime/base/a.cpp", "#include \"a.h\"\n#include \"runtime/base/a.h\"\n"),
                           sourceFile("runtime/base/a.h", "#pragma once\n")};

  const Violations violations = checkIncludesFromRoot(tree);

  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, 1);
}

TEST(OwnHeaderFirst, FindsAnotherHeaderBeforeIt) {
  const std::string late = "#include <string>\n\n#include \"runtime/base/a.h\"\n";
  const SourceTree tree = {sourceFile("runtime/base/a.cpp", late), sourceFile("runtime/base/a.h", "#pragma once\n"),
                           sourceFile("runtime/base/a_test.cpp", late), sourceFile("runtime/base/b.cpp", late)};

  EXPECT_EQ(checkOwnHeaderFirst(tree).size(), 2U);
}

TEST(SeamHeaders, FindsATypeOfALibrary) {
  const std::string text = "#include <string>\n#include <tl/expected.hpp>\n#include <Poco/Net/Socket.h>\n";
  const SourceTree tree = {sourceFile("runtime/spi/a.h", text), sourceFile("runtime/spi/a.cpp", text),
                           sourceFile("iflows/model/a.h", text), sourceFile("runtime/store/a.h", text)};

  const Violations violations = checkSeamHeadersShowNoLibrary(tree);

  ASSERT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations[0].line, 3);
}

}  // namespace
}  // namespace iflowsim::architecture
