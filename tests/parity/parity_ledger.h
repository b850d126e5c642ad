#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace iflowsim::architecture {

/// A row of docs/parity.md: a behaviour of the product that the simulator has, and the tests that prove it.
struct ParityRow {
  /// Such as `P-HTTPS-007`.
  std::string id;
  std::string behaviour;
  /// documented, observed, assumed or simulator only, with the source.
  std::string origin;
  /// `Suite.Name` or `Instance/Suite.Name` of GoogleTest, or the path of a flow spec.
  std::vector<std::string> tests;
  int line = 0;
};

/// The rows of the ledger, in its order; other lines are left out.
std::vector<ParityRow> readParityLedger(const SourceFile& ledger);

/// Ids are unique and sorted, and every cell says something; the origin begins with one of its four words.
Violations checkLedgerForm(const SourceFile& ledger);

/// Every test that the ledger names exists, and its file names the id.
Violations checkLedgerNamesTests(const SourceTree& tree, const SourceFile& ledger);

/// Every id that a file of the tree names is in the ledger.
Violations checkIdsAreInLedger(const SourceTree& tree, const SourceFile& ledger);

}  // namespace iflowsim::architecture
