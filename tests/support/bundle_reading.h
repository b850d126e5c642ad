#pragma once

#include <string>

#include "iflows/bundle/bundle_reader.h"
#include "tests/support/bundle_texts.h"

namespace iflowsim::testing {

/// Reads a zip of these files.
BundleSet readZipped(const BundleFiles& files, const ReadOptions& options = {});
/// Reads the bytes as a file `test.zip`.
BundleSet readBytes(const std::string& zip, const ReadOptions& options = {});
/// Reads a flow bundle with these elements.
Artifact readFlowOf(const std::string& collaboration, const std::string& processes, const ReadOptions& options = {});
/// All findings of a set: of the container, then of each artifact.
Diagnostics allFindings(const BundleSet& set);
/// The first finding with that code; when there is none, one that says so and matches nothing.
Diagnostic findingOf(const Diagnostics& diagnostics, const std::string& code);

}  // namespace iflowsim::testing
