#include <algorithm>

#include <gtest/gtest.h>

#include "tests/architecture/project_tree.h"
#include "tests/parity/parity_ledger.h"

namespace iflowsim::architecture {
namespace {

SourceFile projectLedger() {
  const auto found = std::find_if(projectTree().begin(), projectTree().end(),
                                  [](const SourceFile& file) { return file.path == "docs/parity.md"; });
  return found == projectTree().end() ? SourceFile{} : *found;
}

TEST(Ledger, HasRows) {
  EXPECT_FALSE(readParityLedger(projectLedger()).empty());
}

TEST(Ledger, IsInForm) {
  expectNone(checkLedgerForm(projectLedger()));
}

TEST(Ledger, NamesTestsThatNameItsRows) {
  expectNone(checkLedgerNamesTests(projectTree(), projectLedger()));
}

TEST(Ledger, HasEveryIdThatIsNamed) {
  expectNone(checkIdsAreInLedger(projectTree(), projectLedger()));
}

}  // namespace
}  // namespace iflowsim::architecture
