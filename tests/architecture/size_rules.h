#pragma once

#include "tests/architecture/source_tree.h"

namespace iflowsim::architecture {

/// Source files have at most 400 lines, tests 500, seam headers 120, flow specs 120.
Violations checkFileSizes(const SourceTree& tree);

/// Functions have at most 60 lines; tables listed in size_rules.cpp excepted.
Violations checkFunctionSizes(const SourceTree& tree);

/// Functions take at most 5 parameters; a struct of options takes more.
Violations checkParameterCounts(const SourceTree& tree);

}  // namespace iflowsim::architecture
