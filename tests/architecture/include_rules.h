#pragma once

#include "tests/architecture/source_tree.h"

namespace iflowsim::architecture {

/// A room includes only what docs/architecture.md lets it see.
Violations checkIncludeDirections(const SourceTree& tree);

/// Every quoted include names a file of the project from its root.
Violations checkIncludesFromRoot(const SourceTree& tree);

/// `x.cpp` and `x_test.cpp` include `x.h`, where there is one, before anything else.
Violations checkOwnHeaderFirst(const SourceTree& tree);

/// The headers of the seams show no type of another library than the standard one and tl::expected.
Violations checkSeamHeadersShowNoLibrary(const SourceTree& tree);

/// Whether the file is a header that describes a seam.
bool isSeamHeader(const SourceFile& file);

}  // namespace iflowsim::architecture
