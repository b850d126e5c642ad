#include "tests/architecture/size_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::architecture {
namespace {

std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "int a;\n";
  return text;
}

TEST(FileSizes, FindsFilesPastTheirLimit) {
  const SourceTree tree = {
      sourceFile("app/a.cpp", lines(400)),
      sourceFile("app/b.cpp", lines(401)),
      sourceFile("app/b_test.cpp", lines(500)),
      sourceFile("app/c_test.cpp", lines(501)),
      sourceFile("runtime/spi/a.h", lines(120)),
      sourceFile("runtime/spi/b.h", lines(121)),
      sourceFile("tests/flows/a.flow.yaml", lines(121)),
      sourceFile("README.md", lines(900)),
  };

  EXPECT_EQ(checkFileSizes(tree).size(), 4U);
}

TEST(FunctionSizes, FindsAFunctionOfMoreThanSixtyLines) {
  const SourceTree tree = {sourceFile("app/a.cpp", "int f() {\n" + lines(58) + "}\n"),
                           sourceFile("app/b.cpp", "\nint g() {\n" + lines(59) + "}\n")};

  const Violations violations = checkFunctionSizes(tree);

  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "app/b.cpp");
  EXPECT_EQ(violations[0].line, 2);
}

TEST(ParameterCounts, FindsASixthParameter) {
  const SourceTree tree = {sourceFile("app/a.h", "int f(int a, int b, int c, int d, int e);\n"),
                           sourceFile("app/b.h", "int g(int a, int b, int c, int d, int e, int f);\n")};

  const Violations violations = checkParameterCounts(tree);

  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "app/b.h");
}

}  // namespace
}  // namespace iflowsim::architecture
