#include "tests/parity/parity_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::architecture {
namespace {

SourceFile ledger(const std::string& rows) {
  return sourceFile("docs/parity.md", "# Parity\n\n| id | behaviour | origin | test |\n|---|---|---|---|\n" + rows);
}

TEST(ParityLedger, ReadsItsRows) {
  const auto rows = readParityLedger(ledger("| P-A-001 | a \\| b | observed (s) | `A.B`, tests/flows/c.flow.yaml |\n"));

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, "P-A-001");
  EXPECT_EQ(rows[0].behaviour, "a | b");
  EXPECT_EQ(rows[0].line, 5);
  EXPECT_THAT(rows[0].tests, testing::ElementsAre("A.B", "tests/flows/c.flow.yaml"));
}

TEST(ParityLedger, FindsRowsOutOfForm) {
  const Violations violations = checkLedgerForm(
      ledger("| P-A-002 | a | observed (s) | A.B |\n| P-A-001 | | guessed | |\n| P-A-1 | b | assumed | A.B |\n"));

  // Order, behaviour, origin and test of the second row; id of the third.
  EXPECT_EQ(violations.size(), 5U) << describe(violations);
}

TEST(ParityLedger, FindsATestThatDoesNotExist) {
  const SourceTree tree = {sourceFile("app/a_test.cpp", "TEST(A, Exists) {}  // P-A-001\n")};

  const Violations violations =
      checkLedgerNamesTests(tree, ledger("| P-A-001 | a | observed (s) | A.Exists, A.Gone, tests/a.flow.yaml |\n"));

  EXPECT_EQ(violations.size(), 2U) << describe(violations);
}

TEST(ParityLedger, KnowsTheInstancesOfASuite) {
  const SourceTree tree = {sourceFile(
      "app/a_test.cpp", "TEST_P(A, Holds) {}  // P-A-001\nINSTANTIATE_TEST_SUITE_P(\n    One, A, Values());\n")};

  const Violations violations =
      checkLedgerNamesTests(tree, ledger("| P-A-001 | a | observed (s) | One/A.Holds, Two/A.Holds |\n"));

  ASSERT_EQ(violations.size(), 1U) << describe(violations);
}

TEST(ParityLedger, FindsATestThatDoesNotNameTheId) {
  const SourceTree tree = {sourceFile("app/a_test.cpp", "TEST_F(A, Exists) {}\n"),
                           sourceFile("tests/flows/b.flow.yaml", "# P-A-001\n")};

  const Violations violations =
      checkLedgerNamesTests(tree, ledger("| P-A-001 | a | observed (s) | A.Exists tests/flows/b.flow.yaml |\n"));

  ASSERT_EQ(violations.size(), 1U) << describe(violations);
  EXPECT_EQ(violations[0].path, "app/a_test.cpp");
}

TEST(ParityLedger, FindsAnIdThatIsNotInIt) {
  const SourceTree tree = {sourceFile("app/a.cpp", "// P-A-001\n// P-A-002 and P-A-003\n")};

  const Violations violations = checkIdsAreInLedger(tree, ledger("| P-A-001 | a | observed (s) | A.B |\n"));

  EXPECT_EQ(violations.size(), 2U) << describe(violations);
}

}  // namespace
}  // namespace iflowsim::architecture
