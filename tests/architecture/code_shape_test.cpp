#include "tests/architecture/code_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::architecture {
namespace {

TEST(BlankedCode, KeepsLinesAndDropsCommentsAndLiterals) {
  const std::string code = "int a; // {\n#define X {\n/* {\n*/ auto b = \"{\\\"{\"; char c = '{'; int d = 1'000;\n";

  const std::string blanked = blankedCode(code);

  EXPECT_EQ(std::count(blanked.begin(), blanked.end(), '\n'), 4);
  EXPECT_THAT(blanked, testing::Not(testing::HasSubstr("{")));
  EXPECT_THAT(blanked, testing::HasSubstr("int d = 1'000;"));
}

TEST(BlankedCode, DropsRawStrings) {
  const std::string blanked = blankedCode("auto a = R\"x({ \" )\" {)x\"; int b;");

  EXPECT_THAT(blanked, testing::Not(testing::HasSubstr("{")));
  EXPECT_THAT(blanked, testing::HasSubstr("int b;"));
}

TEST(CodeShape, MeasuresAFunctionFromItsFirstLineToItsClosingBrace) {
  const CodeShape shape =
      shapeOf("namespace a {\n\nint f(int a,\n      int b) {\n  if (a) { b = 1; }\n  return b;\n}\n}\n");

  ASSERT_EQ(shape.functions.size(), 1U);
  EXPECT_EQ(shape.functions[0].name, "int f");
  EXPECT_EQ(shape.functions[0].line, 3);
  EXPECT_EQ(shape.functions[0].lines, 5);
  EXPECT_EQ(shape.functions[0].parameters, 2);
}

TEST(CodeShape, CountsParametersOfDeclarationsAndMembers) {
  const CodeShape shape = shapeOf(
      "class A : public B<int(int)> {\n public:\n  A() : a_{1}, b_(2) { work(); }\n"
      "  virtual void f(std::map<int, int> m, std::function<void(int, int)> g = {}, int x = 1) const = 0;\n};\n");

  ASSERT_EQ(shape.functions.size(), 2U);
  EXPECT_EQ(shape.functions[0].name, "A");
  EXPECT_EQ(shape.functions[0].parameters, 0);
  EXPECT_EQ(shape.functions[1].name, "virtual void f");
  EXPECT_EQ(shape.functions[1].parameters, 3);
}

TEST(CodeShape, UnderstandsOperators) {
  const CodeShape shape =
      shapeOf("bool operator<(const A& a, const A& b) { return true; }\nint B::operator()(int c) const;\n");

  ASSERT_EQ(shape.functions.size(), 2U);
  EXPECT_EQ(shape.functions[0].parameters, 2);
  EXPECT_EQ(shape.functions[1].parameters, 1);
}

TEST(CodeShape, TakesATestForAFunction) {
  const CodeShape shape = shapeOf("TEST(Splitter, GivesEveryPart) {\n  EXPECT_TRUE(true);\n}\n");

  ASSERT_EQ(shape.functions.size(), 1U);
  EXPECT_EQ(shape.functions[0].lines, 3);
}

TEST(CodeShape, TakesATableForAStatement) {
  const CodeShape shape = shapeOf("constexpr Row kRows[] = {\n  {1, 2},\n  {3, 4},\n};\n");

  EXPECT_TRUE(shape.functions.empty());
  ASSERT_EQ(shape.statements.size(), 1U);
  EXPECT_EQ(shape.statements[0].line, 1);
}

}  // namespace
}  // namespace iflowsim::architecture
