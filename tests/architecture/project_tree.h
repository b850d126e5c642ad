#pragma once

#include <gtest/gtest.h>

#include "tests/architecture/source_tree.h"

namespace iflowsim::architecture {

/// The project's own files, read once.
inline const SourceTree& projectTree() {
  static const SourceTree kTree = readSourceTree(IFLOWSIM_SOURCE_DIR);
  return kTree;
}

/// A failure that lists the violations, one a line.
inline void expectNone(const Violations& violations) {
  EXPECT_TRUE(violations.empty()) << describe(violations);
}

}  // namespace iflowsim::architecture
