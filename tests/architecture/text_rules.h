#pragma once

#include "tests/architecture/source_tree.h"

namespace iflowsim::architecture {

/// Nothing registers itself while the program loads: no registrar objects, constructor attributes or whole archives.
Violations checkNoSelfRegistration(const SourceTree& tree);

/// Types say what they are, and namespaces nest at most once below iflowsim.
Violations checkNames(const SourceTree& tree);

/// No paths of one machine, no marks of unfinished work, no banners.
Violations checkWords(const SourceTree& tree);

/// Files that the documentation names in backquotes or links to are there.
Violations checkDocumentsNameFiles(const SourceTree& tree);

}  // namespace iflowsim::architecture
